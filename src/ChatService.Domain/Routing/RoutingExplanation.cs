namespace ChatService.Domain.Routing;

/// <summary>Why a decision came out as it did; stored as JSON with the decision and shown to supervisors.</summary>
public sealed record RoutingExplanation
{
    /// <summary>The time the plan was made for.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Index of the ring that was on.</summary>
    public required int Ring { get; init; }

    public required RingScope Scope { get; init; }

    /// <summary>Seconds waited plus the boost of the priority.</summary>
    public required double Score { get; init; }

    /// <summary>Place in the order of the plan, from 1.</summary>
    public required int QueuePosition { get; init; }

    /// <summary>Conversations in the plan.</summary>
    public required int QueueLength { get; init; }

    /// <summary>What decided between the last agent chosen and the next in line. Null when there was no choice.</summary>
    public RoutingComparator? DecidedBy { get; init; }

    /// <summary>Who would have been next.</summary>
    public Guid? NextInLine { get; init; }

    /// <summary>Agents who passed every filter, the chosen ones included.</summary>
    public required int EligibleCount { get; init; }

    /// <summary>The best agents in order, then removed ones, the nearest misses first. Capped; see <see cref="PlanOptions"/>.</summary>
    public required IReadOnlyList<RoutingCandidate> Candidates { get; init; }

    /// <summary>Removed agents per filter, all of them.</summary>
    public required IReadOnlyList<FilterCount> Removed { get; init; }

    /// <summary>Agents not named in <see cref="Candidates"/>.</summary>
    public required int UnlistedCount { get; init; }
}
