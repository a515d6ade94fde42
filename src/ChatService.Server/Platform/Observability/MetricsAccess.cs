using System.Net;
using System.Security.Cryptography;
using System.Text;
using ChatService.Contracts;
using ChatService.Server.Platform.Errors;
using ChatService.Server.Platform.Identity;
using Microsoft.AspNetCore.Authorization;

namespace ChatService.Server.Platform.Observability;

/// <summary>Metrics are not public: a process on this machine, an admin (or an admin's API token), or whoever has the metrics token.</summary>
public sealed class MetricsAccess(IConfiguration configuration, IAuthorizationService authorization)
{
    private const string Bearer = "Bearer ";

    // A proxy on this machine is not somebody on this machine.
    private static readonly string[] ProxyHeaders = ["X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Original-For", "X-Real-IP", "Forwarded", "Via"];

    /// <summary>Null when it may read them.</summary>
    public async Task<Refusal?> CheckAsync(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (IsLocal(context) || HasToken(context.Request) || (await authorization.AuthorizeAsync(context.User, Policies.Admin)).Succeeded)
        {
            return null;
        }

        return context.User.Identity?.IsAuthenticated == true
            ? new Refusal(ErrorCode.Forbidden, "Metrics are for admins.")
            : new Refusal(ErrorCode.Unauthenticated, "Metrics are not public.");
    }

    // A proxy on this machine that sets none of those headers still asks for the name by which the public knows this server, or speaks HTTP/1.0 as nginx does unless told otherwise.
    private static bool IsLocal(HttpContext context) =>
        context.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address) && !ProxyHeaders.Any(context.Request.Headers.ContainsKey)
        && IsLoopbackName(context.Request.Host.Host) && !HttpProtocol.IsHttp10(context.Request.Protocol);

    private static bool IsLoopbackName(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));

    private bool HasToken(HttpRequest request)
    {
        var shown = request.Headers.Authorization.ToString();
        return configuration["Observability:MetricsToken"] is { Length: > 0 } token
            && shown.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase)
            && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(shown[Bearer.Length..].Trim()), Encoding.UTF8.GetBytes(token));
    }
}
