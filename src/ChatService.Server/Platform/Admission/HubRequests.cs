using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.Http.Features;

namespace ChatService.Server.Platform.Admission;

/// <summary>What a request to a hub wants, told from routing, its line and its headers: nothing has been parsed, opened or authenticated yet.</summary>
internal static class HubRequests
{
    /// <summary>Which hub routing found for the request; null for anything else.</summary>
    public static Side? SideOf(HttpContext context) => context.GetEndpoint()?.Metadata.GetMetadata<HubSide>()?.Side;

    /// <summary>An upgrade of HTTP/1.1 or the extended CONNECT of HTTP/2. The framework's own word for it is only there once the hub's endpoint has been entered.</summary>
    public static bool IsWebSocket(HttpRequest request) =>
        request.Headers.Upgrade.ToString().Equals("websocket", StringComparison.OrdinalIgnoreCase)
        || request.HttpContext.Features.Get<IHttpExtendedConnectFeature>() is { IsExtendedConnect: true, Protocol: "websocket" };

    /// <summary>The question before a connection: its answer is an id.</summary>
    public static bool IsNegotiation(HttpRequest request) =>
        request.HttpContext.GetEndpoint()?.Metadata.GetMetadata<NegotiateMetadata>() is not null;

    /// <summary>It belongs to a connection that has negotiated.</summary>
    public static bool HasId(HttpRequest request) => request.Query.ContainsKey("id");

    /// <summary>Begins a connection, as against the later requests of a long-polling one.</summary>
    public static bool IsNew(HttpRequest request) => IsWebSocket(request) || !HasId(request);
}
