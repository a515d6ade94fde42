namespace ChatService.Domain.Sla;

/// <summary>One line of a conversation's history.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="At">When.</param>
/// <param name="AgentId">The agent it is about, if any.</param>
public readonly record struct ServiceEvent(ServiceEventKind Kind, DateTimeOffset At, Guid? AgentId = null);
