namespace ChatService.Domain.Sla;

/// <summary>What is remembered of a conversation to know which reply timer runs.</summary>
/// <param name="FirstCustomerMessageAt">Null before the customer wrote.</param>
/// <param name="FirstResponseAt">The first human answer after that; null while there is none.</param>
/// <param name="AwaitingSince">The oldest customer message that waits for an answer; null when none does.</param>
public readonly record struct ReplyRoundState(
    DateTimeOffset? FirstCustomerMessageAt,
    DateTimeOffset? FirstResponseAt,
    DateTimeOffset? AwaitingSince)
{
    /// <summary>The timer that runs now, or null.</summary>
    public SlaMetric? Running => AwaitingSince is null ? null : FirstResponseAt is null ? SlaMetric.FirstResponse : SlaMetric.NextResponse;
}
