namespace ChatService.Domain.Routing.Planning;

/// <summary>A conversation with what is true about it during this plan.</summary>
internal readonly record struct Waiting(QueuedConversation Conversation, RoutingSettings Settings, int Ring, int Position)
{
    public RingScope Scope => Ring < Settings.Rings.Count ? Settings.Rings[Ring].Scope : RingScope.BestAgent;

    public bool HasOffers => Conversation.Offers.Count > 0;

    /// <summary>It is offered, and no agent was asked yet in the ring that is on: a further agent may be asked beside the others.</summary>
    public bool Widens => Settings.Mode == RoutingMode.OfferAccept && HasOffers && Conversation.Offers.Max(offer => offer.Ring) < Ring;

    /// <summary>What entering the ring asks for, when that has not been done yet.</summary>
    public RingAction? PendingAction()
    {
        var (alert, reply) = (false, false);
        for (var ring = Math.Max(0, Conversation.RingReached + 1); ring <= Ring && ring < Settings.Rings.Count; ring++)
        {
            alert |= Settings.Rings[ring].AlertSupervisor;
            reply |= Settings.Rings[ring].SendAutoReply;
        }

        return alert || reply ? new RingAction(Conversation.Id, Ring, alert, reply) : null;
    }
}
