using System.Security.Claims;
using ChatService.Server.Platform;
using ChatService.Server.Platform.Errors;
using ChatService.Server.Platform.Http;
using ChatService.Server.Platform.Identity;

namespace ChatService.Server.Features.Agents;

/// <summary><c>/api/auth/…</c> for one's own account, links of invitations and resets, and photos.</summary>
internal static class AccountEndpoints
{
    // A day: photos have an address of their own for each content.
    private const string PhotoCache = "public, max-age=86400, immutable";

    public static void Map(IEndpointRouteBuilder routes)
    {
        var own = routes.MapGroup("/api/auth").WithTags("Own account").RequireAuthorization(Policies.Agent);
        own.MapPut("/me", SaveAsync);
        own.MapPut("/photo", SetPhotoAsync);
        own.MapDelete("/photo", RemovePhotoAsync);
        own.MapGet("/sessions", SessionsAsync);
        own.MapDelete("/sessions", EndOtherSessionsAsync);
        own.MapDelete("/sessions/{id:guid}", EndSessionAsync);
        own.MapPost("/second-factor/secret", Offer);
        own.MapPost("/second-factor", TurnOnAsync).RequireLimit(Limits.LogIn);
        own.MapPost("/second-factor/off", TurnOffAsync).RequireLimit(Limits.LogIn);

        var links = routes.MapGroup("/api/auth/link").WithTags("Log-in").AllowAnonymous().WithMetadata(new RefusesOtherSites());
        links.MapPost("/look", LookAsync).RequireLimit(Limits.AccountLink);
        links.MapPost("/", UseAsync).RequireLimit(Limits.AccountLink);

        // Customers see it beside the answer, on any website.
        routes.MapGet("/avatars/{id:guid}", PhotoAsync).AllowAnonymous().WithTags("Agents");
    }

    private static async Task<IResult> SaveAsync(
        HttpContext context, OwnProfileRequest request, AgentCallers callers, OwnAccount account, IAgentStatuses statuses, CancellationToken cancellationToken) =>
        (await account.SaveAsync(callers.Of(context.User), request, cancellationToken)).Map(agent => Me.Of(agent, statuses)).ToHttp();

    private static async Task<IResult> SetPhotoAsync(
        HttpContext context, AgentCallers callers, AgentPhotos photos, IAgentStatuses statuses, CancellationToken cancellationToken)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, cancellationToken);
        return (await photos.SetAsync(callers.Of(context.User), body.ToArray(), cancellationToken)).Map(agent => Me.Of(agent, statuses)).ToHttp();
    }

    private static async Task<IResult> RemovePhotoAsync(
        HttpContext context, AgentCallers callers, AgentPhotos photos, IAgentStatuses statuses, CancellationToken cancellationToken) =>
        (await photos.SetAsync(callers.Of(context.User), null, cancellationToken)).Map(agent => Me.Of(agent, statuses)).ToHttp();

    private static async Task<IResult> PhotoAsync(HttpContext context, Guid id, AgentPhotos photos, CancellationToken cancellationToken)
    {
        if (await photos.FindAsync(id, cancellationToken) is not { } photo)
        {
            return Refusal.NotFound("photo").ToProblem();
        }

        var headers = context.Response.Headers;
        // The type is ours, by its content; every answer says nosniff and lets nothing run.
        (headers.CacheControl, headers["Cross-Origin-Resource-Policy"]) = (PhotoCache, "cross-origin");
        return TypedResults.Bytes(photo.Bytes, photo.ContentType);
    }

    private static async Task<ListAnswer<OwnSession>> SessionsAsync(
        HttpContext context, AgentCallers callers, OwnAccount account, TimeProvider time, CancellationToken cancellationToken) =>
        await account.SessionsAsync(callers.Of(context.User), SessionOf(context.User), time.Now(), cancellationToken);

    private static async Task<Done> EndSessionAsync(
        HttpContext context, Guid id, AgentCallers callers, OwnAccount account, CancellationToken cancellationToken)
    {
        await account.EndSessionsAsync(callers.Of(context.User), id, SessionOf(context.User), cancellationToken);
        return Done.It;
    }

    private static async Task<Done> EndOtherSessionsAsync(
        HttpContext context, AgentCallers callers, OwnAccount account, CancellationToken cancellationToken)
    {
        await account.EndSessionsAsync(callers.Of(context.User), null, SessionOf(context.User), cancellationToken);
        return Done.It;
    }

    private static SecondFactorOffer Offer(HttpContext context, AgentCallers callers)
    {
        var secret = Totp.NewSecret();
        return new SecondFactorOffer(secret, Totp.Uri(secret, callers.Of(context.User).Email, $"ChatService {context.Request.Host.Host}"));
    }

    private static async Task<IResult> TurnOnAsync(
        HttpContext context, SecondFactorRequest request, AgentCallers callers, OwnAccount account, CancellationToken cancellationToken) =>
        (await account.TurnOnAsync(callers.Of(context.User), SessionOf(context.User), request, cancellationToken)).ToHttp();

    private static async Task<IResult> TurnOffAsync(
        HttpContext context, SecondFactorRequest request, AgentCallers callers, OwnAccount account, CancellationToken cancellationToken) =>
        (await account.TurnOffAsync(callers.Of(context.User), request, cancellationToken)).ToHttp();

    private static async Task<IResult> LookAsync(LookAtLinkRequest request, AccountLinks links, CancellationToken cancellationToken) =>
        (await links.LookAsync(request.Token, cancellationToken)).ToHttp();

    private static async Task<IResult> UseAsync(
        HttpContext context, UseLinkRequest request, AccountLinks links, KnownBrowsers browsers, IAgentStatuses statuses, CancellationToken cancellationToken) =>
        await AuthEndpoints.EnterAsync(context, await links.UseAsync(request, AuthEndpoints.SourceOf(context), cancellationToken), browsers, statuses);

    private static Guid? SessionOf(ClaimsPrincipal user) => AuthEndpoints.SessionOf(user);
}
