using System.Globalization;
using System.Security.Claims;
using System.Text.Encodings.Web;
using ChatService.Contracts;
using ChatService.Server.Platform.Errors;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace ChatService.Server.Platform.Identity;

/// <summary>Connect tokens on the visitor hub: <c>access_token</c> in the query (WebSocket) or <c>Authorization: Bearer</c>.</summary>
public sealed class VisitorAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, VisitorTokens tokens)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    /// <summary>The scheme's name.</summary>
    public const string SchemeName = "visitor";

    // An open socket outlives its connect token, but not for ever: after this it is closed and the client asks for a new session.
    private static readonly TimeSpan SocketLifetime = TimeSpan.FromHours(12);

    private Refusal? refusal;

    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var header = Request.Headers.Authorization.ToString();
        var token = header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) ? header["Bearer ".Length..] : Request.Query["access_token"].ToString();
        if (token.Length == 0)
        {
            return Task.FromResult(AuthenticateResult.NoResult());
        }

        var outcome = tokens.ReadConnectToken(token);
        if (!outcome.IsOk)
        {
            refusal = outcome.Refusal;
            return Task.FromResult(AuthenticateResult.Fail(outcome.Refusal.Text));
        }

        var who = outcome.OrThrow();
        var identity = new ClaimsIdentity(
            [
                new Claim(Claims.ContactId, who.ContactId.ToString()),
                new Claim(Claims.InboxId, who.InboxId.ToString()),
                new Claim(Claims.Verified, who.Verified ? "1" : "0"),
                new Claim(Claims.Locale, who.Locale),
                new Claim(Claims.Epoch, who.Epoch.ToString(CultureInfo.InvariantCulture)),
                new Claim(Claims.SecretEpoch, who.SecretEpoch.ToString(CultureInfo.InvariantCulture)),
            ],
            Scheme.Name);
        var properties = new AuthenticationProperties { ExpiresUtc = TimeProvider.GetUtcNow() + SocketLifetime };
        return Task.FromResult(AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), properties, Scheme.Name)));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties) =>
        (refusal ?? new Refusal(ErrorCode.Unauthenticated, "A connect token is needed.")).ToProblem().ExecuteAsync(Context);
}
