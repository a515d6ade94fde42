namespace ChatService.Server.Features.Agents;

/// <summary>Told after a log-out, or after an agent was disabled or its rights were changed: live connections of that log-in or API token (null: of all) are closed.</summary>
public sealed record AgentAccessEnded(Guid AgentId, Guid? SessionId = null);
