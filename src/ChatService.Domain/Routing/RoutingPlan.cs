namespace ChatService.Domain.Routing;

/// <summary>The outcome of planning, to be written in one batch.</summary>
public sealed record RoutingPlan
{
    /// <summary>Decisions in the order of the queue.</summary>
    public required IReadOnlyList<RoutingDecision> Decisions { get; init; }

    /// <summary>Rings entered since the last plan by conversations that were not assigned now.</summary>
    public required IReadOnlyList<RingAction> RingActions { get; init; }

    /// <summary>Conversations without an agent or an open offer after this plan, whether or not a decision reports them.</summary>
    public required int UnservedCount { get; init; }

    /// <summary>No agent who is there has a free slot left; the planner stopped looking at this point.</summary>
    public required bool NobodyFree { get; init; }
}
