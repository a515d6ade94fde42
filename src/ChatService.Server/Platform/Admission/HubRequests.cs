using Microsoft.AspNetCore.Http.Features;

namespace ChatService.Server.Platform.Admission;

/// <summary>What a request under <c>/hubs</c> wants, told from its line and headers alone: nothing has been parsed, opened or authenticated yet.</summary>
internal static class HubRequests
{
    private const string Negotiate = "/negotiate";

    /// <summary>True for requests to hubs, and which.</summary>
    public static bool IsHub(HttpRequest request, out Side side)
    {
        side = request.Path.StartsWithSegments("/hubs/agent", StringComparison.OrdinalIgnoreCase) ? Side.Agent : Side.Visitor;
        return request.Path.StartsWithSegments("/hubs", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>An upgrade of HTTP/1.1 or the extended CONNECT of HTTP/2. The framework's own word for it is only there once the hub's endpoint has been entered.</summary>
    public static bool IsWebSocket(HttpRequest request) =>
        request.Headers.Upgrade.ToString().Equals("websocket", StringComparison.OrdinalIgnoreCase)
        || request.HttpContext.Features.Get<IHttpExtendedConnectFeature>() is { IsExtendedConnect: true, Protocol: "websocket" };

    /// <summary>The question before a connection: its answer is an id.</summary>
    public static bool IsNegotiation(HttpRequest request) =>
        HttpMethods.IsPost(request.Method) && request.Path.Value!.EndsWith(Negotiate, StringComparison.OrdinalIgnoreCase);

    /// <summary>It belongs to a connection that has negotiated.</summary>
    public static bool HasId(HttpRequest request) => request.Query.ContainsKey("id");

    /// <summary>Begins a connection, as against the later requests of a long-polling one.</summary>
    public static bool IsNew(HttpRequest request) => IsWebSocket(request) || !HasId(request);
}
