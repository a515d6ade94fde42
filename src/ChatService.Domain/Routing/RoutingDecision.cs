namespace ChatService.Domain.Routing;

/// <summary>What is to happen with one conversation.</summary>
public sealed record RoutingDecision
{
    public required Guid ConversationId { get; init; }

    public required RoutingDecisionKind Kind { get; init; }

    /// <summary>The chosen agents, best first: one for an offer or assignment, several for ring-all, none when nobody is eligible.</summary>
    public required IReadOnlyList<Guid> AgentIds { get; init; }

    /// <summary>Deadline of the offers; null when nothing is offered.</summary>
    public DateTimeOffset? OfferExpiresAt { get; init; }

    /// <summary>Slots that each chosen agent's capacity is charged with.</summary>
    public required int Slots { get; init; }

    public required RoutingExplanation Explanation { get; init; }

    /// <summary>The best chosen agent.</summary>
    public Guid? AgentId => AgentIds.Count > 0 ? AgentIds[0] : null;
}
