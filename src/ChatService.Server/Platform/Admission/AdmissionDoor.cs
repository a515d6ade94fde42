using Microsoft.AspNetCore.SignalR;

namespace ChatService.Server.Platform.Admission;

/// <summary>The door of admission.</summary>
public static class AdmissionDoor
{
    public static IServiceCollection AddAdmission(this IServiceCollection services)
    {
        services.AddMetrics();
        services.AddOptions<AdmissionOptions>().BindConfiguration("Admission")
            .Validate(o => o.MaxConnections is >= 1 and <= 1_000_000, "Admission__MaxConnections must be between 1 and 1000000.")
            .Validate(o => o.ConnectsPerSecond is >= 1 and <= 100_000, "Admission__ConnectsPerSecond must be between 1 and 100000.")
            .Validate(o => o.AgentReserve is null || (o.AgentReserve >= 0 && o.AgentReserve < o.MaxConnections), "Admission__AgentReserve must be between 0 and less than Admission__MaxConnections.")
            .Validate(o => o.SocketsPerAddress is >= 1 and <= 1_000_000, "Admission__SocketsPerAddress must be between 1 and 1000000.")
            .ValidateOnStart();
        services.Configure<HubOptions>(hubs => hubs.AddFilter<LongPollingCount>());
        return services.AddSingleton<LongPollingCount>().AddSingleton<AdmissionMetrics>().AddSingleton<SocketsByAddress>().AddSingleton<Admission>();
    }

    /// <summary>Before it is asked who they are: visitors are many, and turning one away must cost nothing.</summary>
    public static IApplicationBuilder UseVisitorAdmission(this IApplicationBuilder app) => app.UseMiddleware<Doorkeeper>(Side.Visitor);

    /// <summary>After it is known that they are agents: what is kept for agents is used up by nobody else.</summary>
    public static IApplicationBuilder UseAgentAdmission(this IApplicationBuilder app) => app.UseMiddleware<Doorkeeper>(Side.Agent);
}
