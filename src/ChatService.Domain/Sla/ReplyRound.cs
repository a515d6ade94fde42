namespace ChatService.Domain.Sla;

/// <summary>A customer burst and the human answer to it.</summary>
/// <param name="StartedAt">The oldest unanswered message.</param>
/// <param name="AnsweredAt">Null when it was never answered.</param>
/// <param name="Business">The time inside business hours; absent means that the desk was open throughout.</param>
public readonly record struct ReplyRound(DateTimeOffset StartedAt, DateTimeOffset? AnsweredAt, TimeSpan? Business = null)
{
    /// <summary>How long the answer took, or null when there was none.</summary>
    public TimeSpan? AnswerTime(ReportClock clock) =>
        AnsweredAt is not { } answered ? null : clock == ReportClock.Business && Business is { } business ? business : answered - StartedAt;
}
