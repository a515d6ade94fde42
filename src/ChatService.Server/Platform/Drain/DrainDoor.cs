using ChatService.Server.Platform.Admission;
using ChatService.Server.Platform.Errors;

namespace ChatService.Server.Platform.Drain;

/// <summary>The door of the drain.</summary>
public static class DrainDoor
{
    public static IServiceCollection AddDrain(this IServiceCollection services)
    {
        services.AddOptions<DrainOptions>().BindConfiguration("Drain")
            .Validate(o => o.WaitSeconds is null or (>= 0 and <= 60), "Drain__WaitSeconds must be between 0 and 60.")
            .Validate(o => o.SpreadSeconds is null or (>= 0 and <= 120), "Drain__SpreadSeconds must be between 0 and 120.")
            .ValidateOnStart();
        services.AddMetrics();
        return services.AddSingleton<Drain>().AddHostedService<DrainMetrics>().AddSingleton<IHostLifetime, DrainingLifetime>();
    }

    /// <summary>A node that is leaving takes no new sockets; a load balancer tries the next one.</summary>
    public static IApplicationBuilder UseDrain(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        if (HubRequests.SideOf(context) is not null && context.RequestServices.GetRequiredService<Drain>().IsUnderWay && HubRequests.IsNew(context.Request))
        {
            context.Response.Headers.RetryAfter = "1";
            await (Refusal.Unavailable with { RetryAfter = TimeSpan.FromSeconds(1) }).ToProblem(status: StatusCodes.Status503ServiceUnavailable).ExecuteAsync(context);
            return;
        }

        await next(context);
    });
}
