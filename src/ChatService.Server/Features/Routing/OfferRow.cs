using ChatService.Contracts;
using ChatService.Domain.Routing;

namespace ChatService.Server.Features.Routing;

/// <summary>A conversation put to one agent until a deadline. While it is open it holds a slot of the agent.</summary>
public sealed class OfferRow
{
    public Guid Id { get; set; }
    public Guid ConversationId { get; set; }
    public Guid AgentId { get; set; }
    public int Ring { get; set; }
    public DateTimeOffset MadeAt { get; set; }
    public DateTimeOffset ExpiresAt { get; set; }
    public OfferState State { get; set; }
    public DateTimeOffset? EndedAt { get; set; }
    public OfferReason Reason { get; set; } = new("only", 0, 0, 0, 0);

    /// <summary>The decision that made it.</summary>
    public Guid DecisionId { get; set; }

    internal Offer ToOffer() => new() { Id = Id, ConversationId = ConversationId, AgentId = AgentId, MadeAt = MadeAt, ExpiresAt = ExpiresAt, State = State };
}
