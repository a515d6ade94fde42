using System.Security.Claims;
using ChatService.Contracts;
using ChatService.Server.Platform.Errors;
using ChatService.Server.Platform.Identity;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace ChatService.Server.Features.Agents;

/// <summary>The console's cookie: it names a session and nothing else. Role and rights are looked up at every request.</summary>
public static class AgentCookie
{
    /// <summary>Its name on plain http; with https <c>__Host-</c> stands before it (<see cref="CookieNames"/>).</summary>
    public const string Name = "chatservice";

    /// <summary>Sets the cookie of a new log-in.</summary>
    public static Task SignInAsync(HttpContext context, LoggedIn login)
    {
        ArgumentNullException.ThrowIfNull(login);
        var identity = new ClaimsIdentity(
            [new Claim(Claims.AgentId, login.Agent.Id.ToString()), new Claim(Claims.SessionId, login.SessionId.ToString())], Schemes.Cookie);
        return context.SignInAsync(Schemes.Cookie, new ClaimsPrincipal(identity));
    }

    /// <summary>403 as problem details.</summary>
    public static Task ForbidAsync(HttpContext context) =>
        new Refusal(ErrorCode.Forbidden, "Your role may not do this.").ToProblem().ExecuteAsync(context);

    internal static void Configure(CookieAuthenticationOptions options)
    {
        options.Cookie.Name = Name;
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Lax;
        options.Cookie.IsEssential = true;
        // Relative, so that a browser whose clock is wrong keeps it as long as any other.
        options.Cookie.MaxAge = AgentSessions.Lifetime;
        options.ExpireTimeSpan = AgentSessions.Lifetime;
        // The session row slides; the cookie is written anew whenever the row was.
        options.SlidingExpiration = false;
        options.Events.OnRedirectToLogin = context =>
            new Refusal(ErrorCode.Unauthenticated, "Please log in.").ToProblem().ExecuteAsync(context.HttpContext);
        options.Events.OnRedirectToAccessDenied = context => ForbidAsync(context.HttpContext);
        options.Events.OnValidatePrincipal = ValidateAsync;
    }

    private static async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        var services = context.HttpContext.RequestServices;
        if (!Guid.TryParse(context.Principal?.FindFirstValue(Claims.AgentId), out var agentId)
            || !Guid.TryParse(context.Principal?.FindFirstValue(Claims.SessionId), out var sessionId)
            || services.GetRequiredService<AgentDirectory>().FindEnabled(agentId) is null)
        {
            context.RejectPrincipal();
            return;
        }

        switch (await services.GetRequiredService<AgentSessions>().CheckAsync(sessionId, agentId, context.HttpContext.RequestAborted))
        {
            case AgentSessions.Found.Ended:
                context.RejectPrincipal();
                break;
            case AgentSessions.Found.Extended:
                context.ShouldRenew = true;
                break;
        }
    }
}
