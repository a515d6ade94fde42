using ChatService.Domain.Sla;

namespace ChatService.Server.Features.Analytics;

/// <summary>One conversation as a report sees it, whether read from the tables or recomputed from the event log.</summary>
/// <param name="Facts">What the arithmetic needs.</param>
/// <param name="InboxId">Its inbox.</param>
/// <param name="TeamId">Its team at the end.</param>
/// <param name="AgentId">Who wrote the first response; of an unanswered one, who had it last.</param>
/// <param name="Clocks">Its SLA clocks that have an outcome.</param>
public sealed record ReportedConversation(ConversationFacts Facts, Guid InboxId, Guid? TeamId, Guid? AgentId, IReadOnlyList<ReportedClock> Clocks)
{
    /// <summary>Null: no call-back was asked for.</summary>
    public CallbackFacts? Callback { get; init; }
}

/// <summary>A call-back that was asked for, and whether it was done.</summary>
public readonly record struct CallbackFacts(bool IsDone);

/// <summary>How a clock ended; the cause only of a miss.</summary>
public readonly record struct ReportedClock(SlaOutcome Outcome, MissCause? Cause);
