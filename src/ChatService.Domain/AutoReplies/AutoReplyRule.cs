namespace ChatService.Domain.AutoReplies;

/// <summary>
/// One rule: when (<see cref="Trigger"/>), where (<see cref="Conditions"/>), what (<see cref="Actions"/>), how often. A changed rule has the same id and the next version;
/// each firing records both.
/// </summary>
public sealed record AutoReplyRule
{
    /// <summary>Stays the same through all versions.</summary>
    public required Guid Id { get; init; }

    /// <summary>From 1, one more with each change.</summary>
    public int Version { get; init; } = 1;

    /// <summary>For administrators; 1 to 120 characters.</summary>
    public required string Name { get; init; }

    /// <summary>A disabled rule does nothing, and timers it armed come to nothing.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>Lower goes first; equal ones go by id.</summary>
    public int Order { get; init; }

    /// <summary>When the rule is looked at.</summary>
    public required AutoReplyTrigger Trigger { get; init; }

    /// <summary>Where it applies.</summary>
    public AutoReplyConditions Conditions { get; init; } = AutoReplyConditions.None;

    /// <summary>What a customer message must contain. For <see cref="AutoReplyTriggerKind.Keyword"/> required, for others null.</summary>
    public KeywordMatch? Keywords { get; init; }

    /// <summary>Done in this order. One to ten.</summary>
    public required IReadOnlyList<AutoReplyAction> Actions { get; init; }

    /// <summary>At most once in a conversation, whatever the version was.</summary>
    public bool OncePerConversation { get; init; } = true;

    /// <summary>Seconds that must pass before it may fire again in the same conversation. A repeatable rule set off by messages needs at least 5.</summary>
    public int CoolDownSeconds { get; init; }

    /// <summary>When it fires, later rules are not looked at for this event. A rule that may not fire (again) stops nothing.</summary>
    public bool StopsOthers { get; init; }

    /// <summary>Everything that is wrong with the rule; empty when it may be stored and used.</summary>
    public IReadOnlyList<RuleComplaint> Validate() => AutoReplyRuleCheck.Complaints(this);
}
