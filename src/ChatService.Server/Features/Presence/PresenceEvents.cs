namespace ChatService.Server.Features.Presence;

/// <summary>Told after a commit: status, connection or activity of the agent is different now. Read it again from <see cref="PresenceView"/>.</summary>
public sealed record AgentPresenceChanged(Guid AgentId);

/// <summary>Told after a commit: the agent may be offered conversations now, or no longer (status, connection).</summary>
public sealed record AgentEligibilityChanged(Guid AgentId);
