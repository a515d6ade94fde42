namespace ChatService.Domain.AutoReplies;

/// <summary>How much a machine may talk in one conversation.</summary>
public sealed record AutoReplyLimits
{
    /// <summary>The defaults.</summary>
    public static AutoReplyLimits Default { get; } = new();

    /// <summary>Auto-reply messages in a row without a word from a human. The default rules need at most four.</summary>
    public int MaxSinceHuman { get; init; } = 5;

    /// <summary>Auto-reply messages within <see cref="Window"/>, whoever wrote in between: the wall against a customer that is a machine and answers every answer.</summary>
    public int MaxInWindow { get; init; } = 10;

    /// <summary>The span that <see cref="MaxInWindow"/> looks back.</summary>
    public TimeSpan Window { get; init; } = TimeSpan.FromMinutes(10);

    internal int MessagesLeft(AutoReplyFacts facts, TriggerFact trigger, DateTimeOffset now)
    {
        // The event itself may be the human word that starts the count anew.
        var sinceHuman = trigger.Kind is TriggerFactKind.Started or TriggerFactKind.Message ? 0 : facts.AutoMessagesSinceHuman;
        var inWindow = facts.PastFirings.Where(past => past.At > now - Window).Sum(past => past.Messages);
        return Math.Max(0, Math.Min(MaxSinceHuman - sinceHuman, MaxInWindow - inWindow));
    }
}
