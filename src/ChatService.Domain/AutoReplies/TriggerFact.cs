namespace ChatService.Domain.AutoReplies;

/// <summary>What has just happened. Made only by the four functions below.</summary>
public sealed record TriggerFact
{
    private TriggerFact(TriggerFactKind kind, FactAuthor author, string? text = null, Guid ruleId = default, PatternFindings? found = null)
    {
        Kind = kind;
        Author = author;
        Text = text;
        RuleId = ruleId;
        Found = found;
    }

    internal TriggerFactKind Kind { get; }

    internal FactAuthor Author { get; }

    internal string? Text { get; }

    internal Guid RuleId { get; }

    // Null: nobody has looked for patterns yet, so the evaluation does.
    internal PatternFindings? Found { get; }

    // The first wall against loops: what a machine says never sets off a machine.
    internal bool MaySetOff => Kind == TriggerFactKind.Timer || Author is FactAuthor.Customer or FactAuthor.Agent;

    /// <summary>A conversation was started. The first message comes with it; it is not reported as a message again.</summary>
    public static TriggerFact Started(FactAuthor author, string? text, PatternFindings? found = null) => new(TriggerFactKind.Started, author, text, found: found);

    /// <summary>A later message.</summary>
    public static TriggerFact Message(FactAuthor author, string? text, PatternFindings? found = null) => new(TriggerFactKind.Message, author, text, found: found);

    /// <summary>The timer of a rule has come due.</summary>
    public static TriggerFact TimerDue(Guid ruleId) => new(TriggerFactKind.Timer, FactAuthor.System, ruleId: ruleId);

    /// <summary>The conversation was closed, by whom.</summary>
    public static TriggerFact Closed(FactAuthor author) => new(TriggerFactKind.Closed, author);
}
