using ChatService.Domain.Routing;

namespace ChatService.Domain.Tests.Routing;

/// <summary>Who gets what, worked out the slow and obvious way: for each conversation in order, filter and sort all agents anew.</summary>
internal static class ReferencePlanner
{
    public static List<(Guid Conversation, Guid[] Agents)> Plan(Scenario scenario, DateTimeOffset now)
    {
        var agents = scenario.Agents.ToList();
        var outcome = new List<(Guid, Guid[])>();
        var queue = Queue(scenario, now).ToList();
        Serve(queue, conversation => scenario.Settings.For(conversation.InboxId) switch
        {
            { Mode: RoutingMode.Manual } => 0,
            { Mode: RoutingMode.RingAll } settings => settings.RingAllLimit - conversation.Offers.Count,
            _ => conversation.Offers.Count == 0 ? 1 : 0,
        });
        Serve(queue, conversation => scenario.Settings.For(conversation.InboxId) is { Mode: RoutingMode.OfferAccept } settings
            && conversation.Offers.Count > 0
            && conversation.Offers.All(offer => offer.Ring < RingClock.RingAt(conversation, settings, now)) ? 1 : 0);
        return outcome;

        void Serve(List<QueuedConversation> conversations, Func<QueuedConversation, int> wants)
        {
            foreach (var conversation in conversations)
            {
                ServeOne(conversation, wants(conversation));
            }
        }

        void ServeOne(QueuedConversation conversation, int wanted)
        {
            var settings = scenario.Settings.For(conversation.InboxId);
            var able = agents.Where(agent => AgentEligibility.Check(conversation, agent, settings, now) is null);
            var chosen = Ranked(able, conversation, settings).Take(wanted).ToArray();
            if (chosen.Length > 0)
            {
                outcome.Add((conversation.Id, [.. chosen.Select(agent => agent.Id)]));
            }

            foreach (var agent in chosen)
            {
                agents[agents.IndexOf(agent)] = agent with
                {
                    UsedSlots = agent.UsedSlots + Math.Max(1, conversation.Weight), IdleSince = now, HasOpenOffer = agent.HasOpenOffer || settings.Asks,
                };
            }
        }
    }

    public static IEnumerable<QueuedConversation> Queue(Scenario scenario, DateTimeOffset now) => scenario.Conversations
        .OrderByDescending(c => (now - c.EnqueuedAt).TotalSeconds + scenario.Settings.For(c.InboxId).Boosts.Of(c.Priority))
        .ThenBy(c => c.Priority)
        .ThenBy(c => c.Id);

    private static IOrderedEnumerable<AgentSnapshot> Ranked(IEnumerable<AgentSnapshot> agents, QueuedConversation conversation, RoutingSettings settings)
    {
        var order = agents.OrderBy(_ => 0);
        foreach (var comparator in settings.Comparators)
        {
            order = comparator switch
            {
                RoutingComparator.Owner => order.ThenByDescending(agent => agent.Id == conversation.OwnerAgentId),
                RoutingComparator.LastAgent => order.ThenByDescending(agent => agent.Id == conversation.LastAgentId),
                RoutingComparator.VipDesk => order.ThenByDescending(agent => conversation.IsVip && agent.IsVipDesk),
                RoutingComparator.PercentFree => order.ThenByDescending(agent => (agent.CapacitySlots - agent.UsedSlots) / (double)agent.CapacitySlots),
                RoutingComparator.FewestActive => order.ThenBy(agent => agent.UsedSlots),
                RoutingComparator.LongestIdle => order.ThenBy(agent => agent.IdleSince),
                _ => order,
            };
        }

        return order.ThenBy(agent => agent.Id);
    }
}
