using ChatService.Contracts;
using ChatService.Domain.Routing;
using ChatService.Server.Features.Conversations;
using ChatService.Server.Platform;

namespace ChatService.Server.Features.Routing;

/// <summary>An agent is asked.</summary>
public sealed record OfferMadeEvent(Actor Actor, Guid OfferId, Guid AgentId, DateTimeOffset ExpiresAt, OfferReason Reason) : ConversationEvent(Actor)
{
    public override string Type => "offered";
    public override object Data => new { OfferId, AgentId, ExpiresAt, Reason };
}

/// <summary>The offer waits until later, because its agent works on something else.</summary>
public sealed record OfferHeldEvent(Actor Actor, Guid OfferId, Guid AgentId, DateTimeOffset ExpiresAt, OfferReason Reason) : ConversationEvent(Actor)
{
    public override string Type => "offer_held";
    public override object Data => new { OfferId, AgentId, ExpiresAt };
}

/// <summary>The question is over.</summary>
public sealed record OfferEndedEvent(Actor Actor, Guid OfferId, Guid AgentId, OfferState State) : ConversationEvent(Actor)
{
    /// <summary>accepted, declined, expired or withdrawn.</summary>
    public string Outcome => WireWord.Of(State);

    public override string Type => "offer_ended";
    public override object Data => new { OfferId, AgentId, Outcome };
}

/// <summary>A ring began that a supervisor must know of: somebody has waited this long.</summary>
public sealed record SupervisorAlerted(Actor Actor, int Ring, int WaitedSeconds) : ConversationEvent(Actor)
{
    public override string Type => "supervisor_alerted";
    public override object Data => new { Ring, WaitedSeconds };
}

/// <summary>Told after a commit: places in the queue of this inbox may be others now.</summary>
public sealed record QueueMoved(Guid InboxId);
