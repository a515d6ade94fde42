using ChatService.Contracts;

namespace ChatService.Server.Features.Presence;

/// <summary>Who is there and what they do, for walls and reports.</summary>
public interface IPresenceView
{
    /// <summary>Every agent that is not disabled, by name, as of the last commit.</summary>
    IReadOnlyList<AgentPresence> All();

    /// <summary>When the grace period of a disconnected agent ends; null when the agent is connected, or was never.</summary>
    DateTimeOffset? GraceUntil(Guid agentId);
}
