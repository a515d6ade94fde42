namespace ChatService.Domain.Sla;

/// <summary>What a timer measures.</summary>
public enum SlaMetric
{
    /// <summary>First customer message to first human answer.</summary>
    FirstResponse,

    /// <summary>After the first answer: oldest unanswered customer message to the next human answer.</summary>
    NextResponse,

    /// <summary>First customer message to the end of the conversation, without the time spent waiting for the customer.</summary>
    Resolution,
}
