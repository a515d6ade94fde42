using ChatService.Server.Platform.Storage;

namespace ChatService.Server.Features.Agents;

/// <summary>The door of this room.</summary>
public static class AgentsFeature
{
    public static IServiceCollection AddAgents(this IServiceCollection services) => services
        .AddSingleton<IModelPart, AgentsModel>()
        .AddSnapshot<Agent>()
        .AddSnapshot<Team>()
        .AddSingleton<AgentDirectory>()
        .AddSingleton<AgentCallers>();
}
