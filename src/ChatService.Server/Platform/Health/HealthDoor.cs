using Microsoft.AspNetCore.Http.HttpResults;

namespace ChatService.Server.Platform.Health;

/// <summary>What a check answers; <c>checks</c> says what is ill, in words for an operator, without detail for a stranger.</summary>
public sealed record HealthAnswer(string Status, IReadOnlyDictionary<string, string> Checks);

/// <summary>The door of health: <c>/health/live</c> (the process answers) and <c>/health/ready</c> (it can do its work, send it traffic).</summary>
public static class HealthDoor
{
    private static readonly Dictionary<string, string> None = [];

    /// <summary>Registers the checks.</summary>
    public static IServiceCollection AddHealth(this IServiceCollection services) =>
        services.AddSingleton<StoreProbe>();

    /// <summary>Maps both; they are public, as load balancers have no log-in.</summary>
    public static IEndpointRouteBuilder MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/health/live", () => new HealthAnswer("live", None)).AllowAnonymous().ExcludeFromDescription();
        routes.MapGet("/health/ready", ReadyAsync).AllowAnonymous().ExcludeFromDescription();
        return routes;
    }

    private static async Task<JsonHttpResult<HealthAnswer>> ReadyAsync(StoreProbe store, IHostApplicationLifetime lifetime, CancellationToken cancellationToken)
    {
        if (lifetime.ApplicationStopping.IsCancellationRequested)
        {
            return TypedResults.Json(new HealthAnswer("stopping", None), statusCode: StatusCodes.Status503ServiceUnavailable);
        }

        var ready = await store.IsReadyAsync(cancellationToken);
        var checks = new Dictionary<string, string> { ["store"] = ready ? "ok" : "does not take writes" };
        return TypedResults.Json(
            new HealthAnswer(ready ? "ready" : "not_ready", checks), statusCode: ready ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }
}
