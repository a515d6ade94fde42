using ChatService.Realtime;
using ChatService.Server.Platform.Identity;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ChatService.Server.Platform.Health;

/// <summary>What a check answers; <c>checks</c> says what is ill, in words for an operator, without detail for a stranger.</summary>
public sealed record HealthAnswer(string Status, IReadOnlyDictionary<string, string> Checks);

/// <summary>
/// The door of health: <c>/health/live</c> (the process answers) and <c>/health/ready</c> (it can do its work, send it traffic). Without Redis a node of several is
/// <c>degraded</c> and still ready: it stores, acks and tells its own clients, and taking it out would help nobody. <c>/health/sockets</c> (it takes new sockets) is for balancers
/// that choose nodes for sockets apart from requests: a full node is ready, for it serves everything else, and were all full, agents could not even reach their console.
/// </summary>
public static class HealthDoor
{
    private static readonly Dictionary<string, string> None = [];

    /// <summary>Registers the checks.</summary>
    public static IServiceCollection AddHealth(this IServiceCollection services) =>
        services.AddSingleton<StoreProbe>();

    /// <summary>Maps both; they are public, as load balancers have no log-in.</summary>
    public static IEndpointRouteBuilder MapHealth(this IEndpointRouteBuilder routes)
    {
        var anyHost = new ServesAnyHost();
        routes.MapGet("/health/live", () => new HealthAnswer("live", None)).AllowAnonymous().ExcludeFromDescription().WithMetadata(anyHost);
        routes.MapGet("/health/ready", ReadyAsync).AllowAnonymous().ExcludeFromDescription().WithMetadata(anyHost);
        routes.MapGet("/health/sockets", SocketsAsync).AllowAnonymous().ExcludeFromDescription().WithMetadata(anyHost);
        return routes;
    }

    private static async Task<JsonHttpResult<HealthAnswer>> SocketsAsync(
        StoreProbe store, Drain.Drain drain, INodeBus nodes, Admission.Admission admission, UnnamedProxy proxies, IHostApplicationLifetime lifetime,
        CancellationToken cancellationToken)
    {
        var answer = await ReadyAsync(store, drain, nodes, admission, proxies, lifetime, cancellationToken);
        return answer.StatusCode == StatusCodes.Status200OK && admission.IsFull
            ? TypedResults.Json(new HealthAnswer("full", answer.Value!.Checks), statusCode: StatusCodes.Status503ServiceUnavailable)
            : answer;
    }

    private static async Task<JsonHttpResult<HealthAnswer>> ReadyAsync(
        StoreProbe store, Drain.Drain drain, INodeBus nodes, Admission.Admission admission, UnnamedProxy proxies, IHostApplicationLifetime lifetime,
        CancellationToken cancellationToken)
    {
        if (drain.IsUnderWay)
        {
            return TypedResults.Json(new HealthAnswer("draining", None), statusCode: StatusCodes.Status503ServiceUnavailable);
        }

        if (lifetime.ApplicationStopping.IsCancellationRequested)
        {
            return TypedResults.Json(new HealthAnswer("stopping", None), statusCode: StatusCodes.Status503ServiceUnavailable);
        }

        var ready = await store.IsReadyAsync(cancellationToken);
        var checks = new Dictionary<string, string> { ["store"] = ready ? "ok" : "does not take writes" };
        if (nodes.State != NodeBusState.Alone)
        {
            checks["redis"] = nodes.State == NodeBusState.Connected ? "ok" : "is away; other nodes hear of this one's messages later";
        }

        if (admission.IsFull)
        {
            checks["sockets"] = "full; new ones are turned away";
        }

        if (proxies.WasSeen)
        {
            checks["proxy"] = "one that is not in Proxy__Known sends X-Forwarded-For; its clients share one limit";
        }

        var status = !ready ? "not_ready" : nodes.State == NodeBusState.Degraded ? "degraded" : "ready";
        return TypedResults.Json(
            new HealthAnswer(status, checks), statusCode: ready ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }
}
