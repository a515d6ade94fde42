using ChatService.Domain.Routing;

namespace ChatService.Server.Features.Routing;

/// <summary>
/// A transfer names a person. While that person is there and has a free slot the conversation goes to them and to nobody else, whatever inbox,
/// team, skill or language would say: somebody who knows has chosen. Otherwise it is planned like any other, with them as its owner.
/// </summary>
internal static class NamedAgents
{
    /// <summary>The decisions for those, and the input with them carried out.</summary>
    public static (IReadOnlyList<RoutingDecision> Decisions, RoutingInput Left) Decide(RoutingInput input, DateTimeOffset now)
    {
        if (input.Preferred.Count == 0)
        {
            return ([], input);
        }

        var agents = input.Snapshot.Agents.ToDictionary(a => a.Id);
        var places = new Lazy<IReadOnlyDictionary<Guid, int>>(() => QueuePosition.All(input.Snapshot.Conversations, input.Settings));
        var decisions = new List<RoutingDecision>();
        var rest = new List<QueuedConversation>(input.Snapshot.Conversations.Count);
        foreach (var waiting in input.Snapshot.Conversations)
        {
            var settings = input.Settings.For(waiting.InboxId);
            if (!input.Preferred.TryGetValue(waiting.Id, out var named) || waiting.Offers.Count > 0
                || !agents.TryGetValue(named, out var agent) || !CanTake(waiting, agent, settings, now))
            {
                rest.Add(waiting);
                continue;
            }

            agents[named] = agent with { UsedSlots = agent.UsedSlots + 1, HasOpenOffer = agent.HasOpenOffer || settings.Asks };
            var decision = Decision(waiting, agent, settings, places.Value[waiting.Id], input.Snapshot.Conversations.Count, now);
            decisions.Add(decision);
            if (decision.OfferExpiresAt is { } until)
            {
                rest.Add(waiting with { Offers = [new OutstandingOffer(named, until, decision.Explanation.Ring)] });
            }
        }

        return (decisions, input with { Snapshot = new RoutingSnapshot(rest, [.. agents.Values]) });
    }

    // Presence, capacity and an earlier refusal count; where the agent belongs does not.
    private static bool CanTake(QueuedConversation waiting, AgentSnapshot agent, RoutingSettings settings, DateTimeOffset now) =>
        AgentEligibility.Check(
            waiting with { TeamId = null, RequiredSkills = [], Language = null },
            agent with { ServesAll = true, Teams = [], Inboxes = [], CoolDownUntil = null },
            settings,
            now) is null;

    private static RoutingDecision Decision(QueuedConversation waiting, AgentSnapshot agent, RoutingSettings settings, int place, int length, DateTimeOffset now)
    {
        var assigns = settings.Mode == RoutingMode.AutoAccept;
        return new RoutingDecision
        {
            ConversationId = waiting.Id,
            Kind = assigns ? RoutingDecisionKind.AutoAssign : RoutingDecisionKind.Offer,
            AgentIds = [agent.Id],
            OfferExpiresAt = assigns ? null : OfferClock.Deadline(now, settings.OfferTimeoutSeconds, agent.AcceptedAt),
            Slots = 1,
            Explanation = new RoutingExplanation
            {
                At = now,
                Ring = RingClock.RingAt(waiting, settings, now),
                Scope = RingScope.BestAgent,
                Score = (now - waiting.EnqueuedAt).TotalSeconds + settings.Boosts.Of(waiting.Priority),
                QueuePosition = place,
                QueueLength = length,
                DecidedBy = RoutingComparator.Owner,
                EligibleCount = 1,
                Candidates = [new RoutingCandidate(agent.Id, null)],
                Removed = [],
                UnlistedCount = 0,
            },
        };
    }
}
