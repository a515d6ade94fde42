using System.Security.Claims;
using ChatService.Server.Platform;
using ChatService.Server.Platform.Errors;
using ChatService.Server.Platform.Identity;
using ChatService.Server.Platform.Storage;
using Microsoft.AspNetCore.Authentication;

namespace ChatService.Server.Features.Agents;

/// <summary><c>/api/auth</c>.</summary>
internal static class AuthEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var auth = routes.MapGroup("/api/auth").WithTags("Log-in");
        auth.MapPost("/login", LogInAsync).AllowAnonymous().WithMetadata(new RefusesOtherSites()).RequireLimit(Limits.LogIn);
        auth.MapPost("/logout", LogOutAsync).RequireAuthorization(Policies.Agent);
        auth.MapGet("/me", Me).RequireAuthorization(Policies.Agent);
        auth.MapPost("/password", ChangePasswordAsync).RequireAuthorization(Policies.Agent);
    }

    private static async Task<IResult> LogInAsync(
        HttpContext context, LogInRequest request, LogIn logIn, KnownBrowsers browsers, IAgentStatuses statuses, CancellationToken cancellationToken)
    {
        var outcome = await logIn.HandleAsync(request, SourceOf(context), account => browsers.Of(context.Request, account), cancellationToken);
        return await EnterAsync(context, outcome, browsers, statuses);
    }

    /// <summary>Where this attempt comes from.</summary>
    public static LogInSource SourceOf(HttpContext context) => new(ClientAddress.Of(context).Narrow, context.Request.Headers.UserAgent, SessionOf(context.User));

    /// <summary>The cookies of a new log-in and who it is, or the refusal.</summary>
    public static async Task<IResult> EnterAsync(HttpContext context, Outcome<LoggedIn> outcome, KnownBrowsers browsers, IAgentStatuses statuses)
    {
        if (!outcome.IsOk)
        {
            return outcome.ToHttp();
        }

        var login = outcome.OrThrow();
        await AgentCookie.SignInAsync(context, login);
        browsers.Remember(context, LoginKeys.AccountOf(login.Agent.Email));
        return TypedResults.Ok(new LogInAnswer(Agents.Me.Of(login.Agent, statuses)));
    }

    private static async Task<IResult> LogOutAsync(HttpContext context, AgentCallers callers, WriteSession writes, CancellationToken cancellationToken)
    {
        var agent = callers.Of(context.User);
        var session = SessionOf(context.User);
        await writes.RunAsync(
            async (scope, token) =>
            {
                await EndSessions.EndAsync(scope, agent.Id, s => s.Id == session, token);
                LogInAudit.LoggedOut(scope, agent);
            },
            cancellationToken);
        await context.SignOutAsync(Schemes.Cookie);
        return TypedResults.Ok(Done.It);
    }

    private static MeAnswer Me(HttpContext context, AgentCallers callers, IAgentStatuses statuses, TimeProvider time) =>
        new(Agents.Me.Of(callers.Of(context.User), statuses), time.Now());

    private static async Task<IResult> ChangePasswordAsync(
        HttpContext context, ChangePasswordRequest request, AgentCallers callers, ChangePassword change, CancellationToken cancellationToken) =>
        (await change.HandleAsync(callers.Of(context.User), SessionOf(context.User), request, cancellationToken)).ToHttp();

    /// <summary>Null under an API token.</summary>
    public static Guid? SessionOf(ClaimsPrincipal user) => Guid.TryParse(user.FindFirstValue(Claims.SessionId), out var id) ? id : null;
}
