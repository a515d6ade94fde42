using ChatService.Domain.Conversations;
using ChatService.Domain.Routing;

namespace ChatService.Domain.Tests.Routing.BusyHours;

/// <summary>A customer with one conversation, as the server stores it.</summary>
internal sealed class Customer(Guid id, DateTimeOffset queuedAt, int patienceSeconds)
{
    public Guid Id { get; } = id;

    public DateTimeOffset QueuedAt { get; } = queuedAt;

    /// <summary>Leaves the queue after this long.</summary>
    public DateTimeOffset LeavesAt { get; } = queuedAt.AddSeconds(patienceSeconds);

    public ConversationState State { get; private set; } = ConversationState.Queued;

    public Colleague? Agent { get; set; }

    public List<MadeOffer> Offers { get; } = [];

    public IReadOnlyList<Guid> Excluded { get; set; } = [];

    public DateTimeOffset? ExcludedUntil { get; set; }

    public DateTimeOffset? RingStartedAt { get; set; }

    /// <summary>The customer has written and waits for an answer.</summary>
    public bool AwaitsAnswer { get; set; } = true;

    /// <summary>Answers left until the matter is settled.</summary>
    public int AnswersLeft { get; set; }

    public bool IsWaiting => State is ConversationState.Queued or ConversationState.Offered;

    public DateTimeOffset LiftedAt => Exclusions.LiftedAt(ExcludedUntil, RingStartedAt, QueuedAt);

    public void Move(ConversationState to)
    {
        Assert.NotEqual(TransitionCheck.NotAllowed, ConversationTransitions.Check(State, to));
        State = to;
    }

    public QueuedConversation ToQueued(DateTimeOffset now) => new()
    {
        Id = Id,
        InboxId = A.Shop,
        EnqueuedAt = QueuedAt,
        RingStartedAt = RingStartedAt,
        ExcludedAgentIds = Exclusions.InForce(Excluded, LiftedAt, now),
        Offers = [.. Offers.Select(made => new OutstandingOffer(made.Agent.Id, made.Offer.ExpiresAt, made.Ring))],
    };
}

/// <summary>An open offer and to whom it was made.</summary>
internal sealed class MadeOffer(Offer offer, Customer customer, Colleague agent, int ring)
{
    public Offer Offer { get; set; } = offer;

    public Customer Customer { get; } = customer;

    public Colleague Agent { get; } = agent;

    public int Ring { get; } = ring;
}
