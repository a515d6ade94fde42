using ChatService.Contracts;

namespace ChatService.Server.Features.Presence;

/// <summary>What every agent does right now.</summary>
public interface IPresenceView
{
    /// <summary>All agents that are not disabled.</summary>
    IReadOnlyList<AgentPresence> All();
}
