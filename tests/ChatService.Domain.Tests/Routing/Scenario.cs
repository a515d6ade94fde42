using ChatService.Domain.Routing;

namespace ChatService.Domain.Tests.Routing;

/// <summary>A queue, its agents and two inboxes with settings of their own.</summary>
internal sealed record Scenario(QueuedConversation[] Conversations, AgentSnapshot[] Agents, RoutingSettings Shop, RoutingSettings OtherShop)
{
    public RoutingSnapshot Snapshot => new(Conversations, Agents);

    public InboxRoutingSettings Settings => new(new Dictionary<Guid, RoutingSettings> { [A.Shop] = Shop }, OtherShop);

    public RoutingPlan Plan() => RoutingPlanner.Plan(Snapshot, Settings, A.Now, new PlanOptions { ExplainUnserved = int.MaxValue });

    /// <summary>The scenario after the plan was written: slots taken, offers open, assigned conversations gone.</summary>
    public Scenario After(RoutingPlan plan, DateTimeOffset now)
    {
        var decisions = plan.Decisions.ToDictionary(decision => decision.ConversationId);
        var asked = plan.Decisions.Where(d => d.OfferExpiresAt is not null).SelectMany(d => d.AgentIds).ToHashSet();
        var taken = plan.Decisions.SelectMany(d => d.AgentIds.Select(agent => (agent, d.Slots))).ToLookup(pair => pair.agent, pair => pair.Slots);
        return this with
        {
            Conversations =
            [
                .. Conversations
                    .Where(conversation => decisions.GetValueOrDefault(conversation.Id)?.Kind != RoutingDecisionKind.AutoAssign)
                    .Select(conversation => decisions.TryGetValue(conversation.Id, out var d) ? Offered(conversation, d) : conversation),
            ],
            Agents =
            [
                .. Agents.Select(agent => taken.Contains(agent.Id)
                    ? agent with
                    {
                        UsedSlots = agent.UsedSlots + taken[agent.Id].Sum(), IdleSince = now, HasOpenOffer = agent.HasOpenOffer || asked.Contains(agent.Id),
                    }
                    : agent),
            ],
        };
    }

    /// <summary>Smaller scenarios, for a short counterexample.</summary>
    public IEnumerable<Scenario> Smaller() =>
    [
        .. Conversations.Select(c => this with { Conversations = [.. Conversations.Where(other => other != c)] }),
        .. Agents.Select(a => this with { Agents = [.. Agents.Where(other => other != a)] }),
    ];

    public override string ToString() => System.Text.Json.JsonSerializer.Serialize(new { Conversations, Agents, Shop, OtherShop });

    private static QueuedConversation Offered(QueuedConversation conversation, RoutingDecision decision) => conversation with
    {
        Offers = [.. conversation.Offers, .. decision.AgentIds.Select(agent => new OutstandingOffer(agent, decision.OfferExpiresAt!.Value, decision.Explanation.Ring))],
    };
}
