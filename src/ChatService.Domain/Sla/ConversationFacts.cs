namespace ChatService.Domain.Sla;

/// <summary>What a report needs to know of one conversation.</summary>
public sealed record ConversationFacts
{
    /// <summary>The conversation, to drill down to it.</summary>
    public required Guid ConversationId { get; init; }

    /// <summary>Null when the customer never wrote.</summary>
    public DateTimeOffset? FirstCustomerMessageAt { get; init; }

    /// <summary>The first human message after that which the customer could see.</summary>
    public DateTimeOffset? FirstResponseAt { get; init; }

    /// <summary>First customer message to first response inside business hours; absent means that the desk was open throughout.</summary>
    public TimeSpan? FirstResponseBusiness { get; init; }

    /// <summary>When it was first queued.</summary>
    public DateTimeOffset? EnqueuedAt { get; init; }

    /// <summary>When an agent first had it.</summary>
    public DateTimeOffset? AcceptedAt { get; init; }

    /// <summary>When the customer left without having been served.</summary>
    public DateTimeOffset? AbandonedAt { get; init; }

    /// <summary>True when it was handed over to another desk, which then counts it.</summary>
    public bool TransferredOut { get; init; }

    /// <summary>Customer bursts and the human answers to them.</summary>
    public IReadOnlyList<ReplyRound> Rounds { get; init; } = [];

    /// <summary>How long the first response took, or null when there was none.</summary>
    public TimeSpan? FirstResponseTime(ReportClock clock)
    {
        if (FirstCustomerMessageAt is not { } asked || FirstResponseAt is not { } answered)
        {
            return null;
        }

        return clock == ReportClock.Business && FirstResponseBusiness is { } business ? business : answered - asked;
    }
}
