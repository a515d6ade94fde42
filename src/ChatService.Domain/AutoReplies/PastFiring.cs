namespace ChatService.Domain.AutoReplies;

/// <summary>A rule that fired earlier in the same conversation.</summary>
/// <param name="RuleId">The rule, whatever its version was.</param>
/// <param name="At">When.</param>
/// <param name="Messages">How many messages it sent to the customer.</param>
public sealed record PastFiring(Guid RuleId, DateTimeOffset At, int Messages);
