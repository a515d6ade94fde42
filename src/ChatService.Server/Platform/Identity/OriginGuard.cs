using ChatService.Contracts;
using ChatService.Server.Platform.Admission;
using ChatService.Server.Platform.Errors;
using ChatService.Server.Platform.Http;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;

namespace ChatService.Server.Platform.Identity;

/// <summary>Endpoint metadata: refuses other websites although nobody is logged in yet (a forged log-in is an attack, too).</summary>
public sealed class RefusesOtherSites;

/// <summary>
/// Cross-site request forgery, ADR 0005: a browser sends our cookie along whoever wrote the page, so what changes something, and every hub connection,
/// is taken under a cookie only when it comes from our own pages. API tokens and visitors are not concerned: nothing is sent along for them.
/// </summary>
public sealed class OriginGuard(RequestDelegate next, IOptions<IdentityOptions> options)
{
    private readonly Uri? publicUrl = options.Value.PublicUrl;

    public Task InvokeAsync(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var request = context.Request;
        var byCookie = context.User.Identities.Any(i => i.IsAuthenticated && i.AuthenticationType == Schemes.Cookie);
        var hub = RequestTarget.IsHub(context);
        var guarded = byCookie ? hub || IsUnsafe(request.Method) : context.GetEndpoint()?.Metadata.GetMetadata<RefusesOtherSites>() is not null;
        if (!guarded || (RequestOrigin.IsOurs(request, publicUrl, mustBeKnown: hub) && !IsUpgradeWithoutOrigin(request, hub)))
        {
            return next(context);
        }

        return new Refusal(ErrorCode.OriginRefused, "This website may not use the console.").ToProblem().ExecuteAsync(context);
    }

    // Every browser names the Origin of a WebSocket. A request with a cookie and without an Origin does not come from a page.
    private static bool IsUpgradeWithoutOrigin(HttpRequest request, bool hub) =>
        hub && HubRequests.IsWebSocket(request) && StringValues.IsNullOrEmpty(request.Headers.Origin);

    private static bool IsUnsafe(string method) =>
        !(HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method));
}
