namespace ChatService.Domain.Routing.Planning;

/// <summary>Finds the next moment at which time alone changes what a plan would say.</summary>
internal static class WakeUp
{
    public static DateTimeOffset? Next(RoutingSnapshot snapshot, InboxRoutingSettings settings, DateTimeOffset now)
    {
        if (snapshot.Conversations.Count == 0)
        {
            return null;
        }

        DateTimeOffset? next = null;
        foreach (var conversation in snapshot.Conversations)
        {
            next = Earlier(next, RingClock.NextRingAt(conversation, settings.For(conversation.InboxId), now));
            foreach (var offer in conversation.Offers)
            {
                next = Earlier(next, offer.ExpiresAt);
            }
        }

        foreach (var agent in snapshot.Agents)
        {
            if (AgentEligibility.IsCooling(agent, now) && AgentEligibility.CheckPresence(agent) is null)
            {
                next = Earlier(next, agent.CoolDownUntil);
            }
        }

        return next < now ? now : next;
    }

    private static DateTimeOffset? Earlier(DateTimeOffset? a, DateTimeOffset? b) => a is null || b < a ? b ?? a : a;
}
