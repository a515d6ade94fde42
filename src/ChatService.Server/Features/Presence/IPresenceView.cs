using ChatService.Contracts;

namespace ChatService.Server.Features.Presence;

/// <summary>Who is there and what they do, for walls and reports.</summary>
public interface IPresenceView
{
    /// <summary>Every agent that is not disabled, by name, as of the last commit.</summary>
    IReadOnlyList<AgentPresence> All();

    /// <summary>When the grace period of a disconnected agent ends; null when the agent is connected, or was never.</summary>
    DateTimeOffset? GraceUntil(Guid agentId);

    /// <summary>Since when the agents of <see cref="All"/> are in their state. Agents who were never here are not in it.</summary>
    IReadOnlyDictionary<Guid, StateTimes> Times();
}

/// <summary><c>StatusSince</c>: when the status was chosen. <c>IdleSince</c>: when the agent last became available, got or finished a conversation.</summary>
public readonly record struct StateTimes(DateTimeOffset StatusSince, DateTimeOffset IdleSince);
