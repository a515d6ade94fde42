using System.Security.Claims;
using System.Text.Encodings.Web;
using ChatService.Contracts;
using ChatService.Server.Platform.Errors;
using ChatService.Server.Platform.Http;
using ChatService.Server.Platform.Identity;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace ChatService.Server.Features.Agents;

/// <summary><c>Authorization: Bearer cs_…</c>; on hubs also <c>access_token=cs_…</c>, since browsers cannot set headers on a WebSocket.</summary>
public sealed class ApiTokenAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, ApiTokens tokens)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    private const string Bearer = "Bearer ";

    /// <summary>True when the request shows a token; the cookie is then not looked at.</summary>
    public static bool IsShown(HttpRequest request) => TokenOf(request) is not null;

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (TokenOf(Request) is not { } text)
        {
            return AuthenticateResult.NoResult();
        }

        if (tokens.Find(text) is not { } token)
        {
            return AuthenticateResult.Fail("The token is not valid.");
        }

        await tokens.TouchAsync(token, Context.RequestAborted);
        var identity = new ClaimsIdentity([new Claim(Claims.AgentId, token.AgentId.ToString()), new Claim(Claims.SessionId, token.Id.ToString()), .. ReadOnly(token)], Scheme.Name);
        var properties = new AuthenticationProperties { ExpiresUtc = token.ExpiresAt };
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), properties, Scheme.Name));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties) =>
        new Refusal(ErrorCode.Unauthenticated, "The API token is not valid.").ToProblem().ExecuteAsync(Context);

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) => AgentCookie.ForbidAsync(Context);

    private static Claim[] ReadOnly(ApiToken token) => token.Scope == TokenScope.Read ? [new Claim(Claims.ReadOnly, "1")] : [];

    private static string? TokenOf(HttpRequest request)
    {
        var header = request.Headers.Authorization.ToString();
        if (header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase))
        {
            var text = header[Bearer.Length..].Trim();
            return text.StartsWith(ApiTokens.Prefix, StringComparison.Ordinal) ? text : null;
        }

        var query = RequestTarget.IsHub(request.HttpContext) ? request.Query["access_token"].ToString() : string.Empty;
        return query.StartsWith(ApiTokens.Prefix, StringComparison.Ordinal) ? query : null;
    }
}
