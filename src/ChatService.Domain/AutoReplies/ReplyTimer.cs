namespace ChatService.Domain.AutoReplies;

/// <summary>A timer to be stored. (conversation, rule, due) names it: the same timer named twice is one.</summary>
/// <param name="RuleId">The rule.</param>
/// <param name="RuleVersion">The version that armed it. When it is due, the rule as it is then decides.</param>
/// <param name="DueAt">When it is due.</param>
public sealed record ReplyTimer(Guid RuleId, int RuleVersion, DateTimeOffset DueAt);
