using ChatService.Server.Features.Agents;
using ChatService.Server.Platform.Nodes;
using ChatService.Server.Platform.Storage;

namespace ChatService.Server.Features.Presence;

/// <summary>The door of this room. Add it after agents and before the gateway, so that the view hears of a change before whoever pushes it.</summary>
public static class PresenceFeature
{
    public static IServiceCollection AddPresence(this IServiceCollection services)
    {
        services.AddOptions<PresenceOptions>().BindConfiguration("Presence")
            .Validate(o => o.GraceSeconds is >= 1 and <= 600, "Presence__GraceSeconds must be between 1 and 600.")
            .ValidateOnStart();
        return services
            .AddSingleton<IModelPart, PresenceModel>()
            .AddSingleton<AgentLeases>()
            .AddSingleton<INodeReaction>(s => s.GetRequiredService<AgentLeases>())
            .AddHostedService<NodeStart>()
            .AddSingleton<SetStatus>()
            .AddSingleton<PresenceView>()
            .AddSingleton<IPresenceView>(s => s.GetRequiredService<PresenceView>())
            .AddSingleton<IAgentStatuses>(s => s.GetRequiredService<PresenceView>())
            .AddSingleton<ICommitListener>(s => s.GetRequiredService<PresenceView>());
    }
}
