namespace ChatService.Domain.Routing;

/// <summary>Open offers whose agent may no longer have the conversation: it left the team, the inbox was given to others, it was disabled.</summary>
public static class LostOffers
{
    /// <summary>Pairs of a conversation and an agent. An agent that is not in the snapshot is disabled or gone.</summary>
    public static IReadOnlyList<(Guid ConversationId, Guid AgentId)> Of(RoutingSnapshot snapshot, InboxRoutingSettings settings, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        ArgumentNullException.ThrowIfNull(settings);
        var asking = snapshot.Conversations.Where(waiting => waiting.Offers.Count > 0).ToList();
        if (asking.Count == 0)
        {
            return [];
        }

        var agents = snapshot.Agents.ToDictionary(agent => agent.Id);
        var lost = new List<(Guid, Guid)>();
        foreach (var waiting in asking)
        {
            foreach (var offer in waiting.Offers)
            {
                if (!agents.TryGetValue(offer.AgentId, out var agent) || !Stands(waiting, agent, offer.Ring, settings.For(waiting.InboxId), now))
                {
                    lost.Add((waiting.Id, offer.AgentId));
                }
            }
        }

        return lost;
    }

    /// <summary>Whether an offer of this conversation, made in this ring, may stand.</summary>
    public static bool Stands(QueuedConversation waiting, AgentSnapshot agent, int ring, RoutingSettings settings, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(waiting);
        ArgumentNullException.ThrowIfNull(agent);
        // An owner was named by a person, whatever team or inbox would say.
        return waiting.OwnerAgentId == agent.Id ? !waiting.InboxDisabled : AgentEligibility.MayKeepOffer(waiting, agent, settings, ring, now);
    }
}
