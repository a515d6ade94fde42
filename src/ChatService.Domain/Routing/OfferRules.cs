namespace ChatService.Domain.Routing;

/// <summary>
/// The life of an offer. The deadline belongs to the agent: an answer at <see cref="Offer.ExpiresAt"/> itself counts.
/// The offer may expire at that same instant, so that a timer set to it always finds work;
/// then whichever compare-and-set commits first has decided.
/// </summary>
public static class OfferRules
{
    public static OfferChange Accept(Offer offer, Guid agentId, DateTimeOffset now) => Answer(offer, agentId, now, OfferState.Accepted);

    public static OfferChange Decline(Offer offer, Guid agentId, DateTimeOffset now) => Answer(offer, agentId, now, OfferState.Declined);

    public static OfferChange Expire(Offer offer, DateTimeOffset now) =>
        Ended(offer) ?? (now < offer.ExpiresAt ? OfferChange.Refused(OfferRefusal.DeadlineNotReached) : OfferChange.To(OfferState.Expired));

    /// <summary>Taken back by the system, at any time while it is open.</summary>
    public static OfferChange Withdraw(Offer offer) => Ended(offer) ?? OfferChange.To(OfferState.Withdrawn);

    private static OfferChange Answer(Offer offer, Guid agentId, DateTimeOffset now, OfferState state)
    {
        // Asked first, so that nobody learns anything about an offer of somebody else.
        if (offer.AgentId != agentId)
        {
            return OfferChange.Refused(OfferRefusal.NotYours);
        }

        return Ended(offer) ?? (now > offer.ExpiresAt ? OfferChange.Refused(OfferRefusal.DeadlinePassed) : OfferChange.To(state));
    }

    private static OfferChange? Ended(Offer offer) => offer.State switch
    {
        OfferState.Open => null,
        OfferState.Accepted => OfferChange.Refused(OfferRefusal.AlreadyAccepted),
        OfferState.Declined => OfferChange.Refused(OfferRefusal.AlreadyDeclined),
        OfferState.Expired => OfferChange.Refused(OfferRefusal.AlreadyExpired),
        _ => OfferChange.Refused(OfferRefusal.AlreadyWithdrawn),
    };
}
