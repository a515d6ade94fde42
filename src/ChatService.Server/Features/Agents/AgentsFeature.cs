using ChatService.Server.Platform.Cli;
using ChatService.Server.Platform.Identity;
using ChatService.Server.Platform.Nodes;
using ChatService.Server.Platform.Storage;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace ChatService.Server.Features.Agents;

/// <summary>The door of the room of agents: who they are, how they log in, what they may.</summary>
public static class AgentsFeature
{
    /// <summary>Registers the room, the agents' authentication schemes and the policies <see cref="Policies.Agent"/>, Supervisor and Admin.</summary>
    public static IServiceCollection AddAgents(this IServiceCollection services)
    {
        services.AddSingleton<IModelPart, AgentsModel>();
        services.AddSingleton<IFirstStart, BootstrapAdmin>()
            .AddSnapshot<Agent>().AddSnapshot<Team>().AddSnapshot<ApiToken>();
        services.AddSingleton<AgentPlaces>().AddSingleton<AgentDirectory>().AddSingleton<AgentCallers>().AddSingleton<LiveLogIns>();
        services.AddNotice<AgentAccessEnded>("agent_access_ended").AddNotice<AgentServesChanged>("agent_serves_changed");
        services.AddSingleton<AgentSessions>().AddSingleton<ICommitListener>(s => s.GetRequiredService<AgentSessions>());
        services.AddSingleton(_ => new Passwords()).AddSingleton<LoginMisses>().AddSingleton<KnownBrowsers>().AddSingleton<ApiTokens>();
        services.AddSingleton<AgentHousekeeping>().AddHostedService(s => s.GetRequiredService<AgentHousekeeping>());
        services.AddSingleton<SecondFactor>().AddSingleton<LogInSteps>().AddSingleton<AccountLinks>().AddSingleton<OwnAccount>().AddSingleton<AgentPhotos>();
        services.AddSingleton<LogIn>().AddSingleton<ChangePassword>();
        services.AddSingleton<CreateAgent>().AddSingleton<UpdateAgent>().AddSingleton<ResetPassword>();
        services.AddSingleton<SaveTeam>().AddSingleton<DeleteTeam>();
        services.AddSingleton<CreateApiToken>().AddSingleton<RevokeApiToken>();
        services.AddSingleton<IDemoSeed, DemoTeam>().AddSingleton<ICliCommand, CreateAgentCommand>();
        services.TryAddSingleton<IAgentStatuses, NobodyConnected>();
        AddSchemes(services);
        AddPolicies(services);
        return services;
    }

    /// <summary>Maps log-in, agents, teams and API tokens.</summary>
    public static IEndpointRouteBuilder MapAgents(this IEndpointRouteBuilder routes)
    {
        AuthEndpoints.Map(routes);
        AccountEndpoints.Map(routes);
        AgentEndpoints.Map(routes);
        TeamEndpoints.Map(routes);
        ApiTokenEndpoints.Map(routes);
        return routes;
    }

    private static void AddSchemes(IServiceCollection services)
    {
        services.QuietAuthentication<ApiTokenAuthentication>();
        services.AddAuthentication(Schemes.Agent)
            .AddPolicyScheme(Schemes.Agent, null, options => options.ForwardDefaultSelector =
                context => ApiTokenAuthentication.IsShown(context.Request) ? Schemes.Token : Schemes.Cookie)
            .AddScheme<AuthenticationSchemeOptions, ApiTokenAuthentication>(Schemes.Token, null)
            .AddCookie(Schemes.Cookie, AgentCookie.Configure);
        services.AddOptions<CookieAuthenticationOptions>(Schemes.Cookie).Configure<CookieNames>((options, names) => options.CookieManager = new AgentCookieManager(names));
    }

    private static void AddPolicies(IServiceCollection services)
    {
        services.AddSingleton<IAuthorizationHandler, RoleHandler>();
        services.AddAuthorizationBuilder()
            .AddPolicy(Policies.Agent, policy => Build(policy, AgentRole.Agent))
            .AddPolicy(Policies.Supervisor, policy => Build(policy, AgentRole.Supervisor))
            .AddPolicy(Policies.Admin, policy => Build(policy, AgentRole.Admin));

        static void Build(AuthorizationPolicyBuilder policy, AgentRole least) =>
            policy.AddAuthenticationSchemes(Schemes.Agent).RequireAuthenticatedUser().AddRequirements(new RoleRequirement(least));
    }
}
