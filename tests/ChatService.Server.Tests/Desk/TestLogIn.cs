using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ChatService.Server.Features.Agents;
using ChatService.Server.Platform.Identity;

namespace ChatService.Server.Tests.Desk;

/// <summary>Whoever names an agent in a header is that agent: what is tested here begins after the log-in.</summary>
internal sealed class TestLogIn(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, AgentDirectory agents)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string Header = "X-Test-Agent";

    public static void AddTo(IServiceCollection services)
    {
        services.AddAuthentication("test").AddScheme<AuthenticationSchemeOptions, TestLogIn>("test", null);
        services.AddAuthorizationBuilder()
            .AddPolicy(Policies.Agent, p => p.AddAuthenticationSchemes("test").RequireAuthenticatedUser())
            .AddPolicy(Policies.Supervisor, p => p.AddAuthenticationSchemes("test").RequireRole(nameof(AgentRole.Supervisor), nameof(AgentRole.Admin)))
            .AddPolicy(Policies.Admin, p => p.AddAuthenticationSchemes("test").RequireRole(nameof(AgentRole.Admin)));
    }

    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (!Guid.TryParse(Request.Headers[Header], out var id) || agents.FindEnabled(id) is not { } agent)
        {
            return Task.FromResult(AuthenticateResult.NoResult());
        }

        var identity = new ClaimsIdentity([new(Claims.AgentId, id.ToString()), new(ClaimTypes.Role, agent.Role.ToString())], "test");
        return Task.FromResult(AuthenticateResult.Success(new(new ClaimsPrincipal(identity), "test")));
    }
}
