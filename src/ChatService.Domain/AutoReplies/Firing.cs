namespace ChatService.Domain.AutoReplies;

/// <summary>A rule fires: to be recorded with its version and carried out in order.</summary>
/// <param name="RuleId">The rule.</param>
/// <param name="RuleVersion">The version that fired.</param>
/// <param name="RuleName">Its name at that time, for the record.</param>
/// <param name="Actions">At least one.</param>
public sealed record Firing(Guid RuleId, int RuleVersion, string RuleName, IReadOnlyList<FiringAction> Actions)
{
    /// <summary>How many messages it sends to the customer.</summary>
    public int Messages => Actions.Count(action => action.Reply is not null);
}
