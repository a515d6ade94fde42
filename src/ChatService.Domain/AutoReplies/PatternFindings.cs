namespace ChatService.Domain.AutoReplies;

/// <summary>The rules whose patterns were found in a message, looked for before the decision.</summary>
public sealed record PatternFindings(IReadOnlySet<(Guid RuleId, int RuleVersion)> Matched)
{
    /// <summary>The rules whose <see cref="AutoReplyConditions.Said"/> this message matches.</summary>
    public IReadOnlySet<Guid> SaidFor { get; init; } = new HashSet<Guid>();

    /// <summary>No pattern was found.</summary>
    public static readonly PatternFindings None = new(new HashSet<(Guid, int)>());

    internal bool Contains(AutoReplyRule rule) => Matched.Contains((rule.Id, rule.Version));
}
