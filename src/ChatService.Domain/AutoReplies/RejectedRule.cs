namespace ChatService.Domain.AutoReplies;

/// <summary>A stored rule that cannot be used, and why.</summary>
public sealed record RejectedRule(AutoReplyRule Rule, IReadOnlyList<RuleComplaint> Complaints);
