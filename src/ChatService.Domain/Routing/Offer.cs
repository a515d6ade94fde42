namespace ChatService.Domain.Routing;

/// <summary>A conversation put to one agent until <see cref="ExpiresAt"/>.</summary>
public sealed record Offer
{
    public required Guid Id { get; init; }

    public required Guid ConversationId { get; init; }

    public required Guid AgentId { get; init; }

    public DateTimeOffset MadeAt { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    public OfferState State { get; init; } = OfferState.Open;
}
