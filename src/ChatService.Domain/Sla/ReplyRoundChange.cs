namespace ChatService.Domain.Sla;

/// <summary>The state after a line, and what it means for a timer; at most one timer is touched by one line.</summary>
public readonly record struct ReplyRoundChange(ReplyRoundState State, SlaCommand? Command);
