using ChatService.Domain.Routing;

namespace ChatService.Domain.Tests.Routing;

/// <summary>Applies plans and plays the people, one second at a time, through the same rules the server uses.</summary>
internal sealed class SimulatedCentre(Scenario start, Random random)
{
    private readonly List<(QueuedConversation Conversation, Guid AgentId, DateTimeOffset Until)> _active = [];
    private readonly HashSet<Guid> _served = [];
    private Scenario _state = start with
    {
        Conversations = [.. start.Conversations.Select(c => c with { Offers = [] })],
        Agents = [.. start.Agents.Select(agent => agent with { HasOpenOffer = false })],
    };
    private DateTimeOffset _now = A.Now;
    private int _quietTicks;

    public IReadOnlyList<QueuedConversation> Waiting => _state.Conversations;

    /// <summary>Nothing active or offered, past every ring, and the planner has nothing to decide.</summary>
    public bool IsQuiet => _quietTicks > 40;

    public void Tick()
    {
        _now = _now.AddSeconds(1);
        FinishConversations();
        AnswerOffers();
        var plan = RoutingPlanner.Plan(_state.Snapshot, _state.Settings, _now);
        foreach (var decision in plan.Decisions.Where(d => d.Kind == RoutingDecisionKind.AutoAssign))
        {
            Begin(_state.Conversations.Single(c => c.Id == decision.ConversationId), decision.AgentId!.Value);
        }

        _state = _state.After(plan, _now);
        Assert.All(_state.Agents, agent => Assert.InRange(agent.UsedSlots, 0, agent.CapacitySlots));
        var idle = _active.Count == 0 && plan.Decisions.All(d => d.AgentIds.Count == 0) && _state.Conversations.All(c => c.Offers.Count == 0);
        _quietTicks = idle ? _quietTicks + 1 : 0;
    }

    public bool SomebodyCanServe(QueuedConversation waiting)
    {
        var settings = _state.Settings.For(waiting.InboxId);
        return settings.Mode != RoutingMode.Manual && _state.Agents.Any(agent => AgentEligibility.Check(waiting, agent, settings, _now) is null);
    }

    private void FinishConversations()
    {
        foreach (var done in _active.Where(active => active.Until <= _now).ToArray())
        {
            _active.Remove(done);
            Release(done.AgentId, done.Conversation);
        }
    }

    private void AnswerOffers()
    {
        foreach (var conversation in _state.Conversations.Where(c => c.Offers.Count > 0).ToArray())
        {
            foreach (var offer in conversation.Offers)
            {
                Answer(conversation.Id, offer);
            }
        }
    }

    private void Answer(Guid conversationId, OutstandingOffer outstanding)
    {
        var conversation = _state.Conversations.SingleOrDefault(c => c.Id == conversationId);
        if (conversation is null)
        {
            return; // accepted by somebody else this second
        }

        var offer = new Offer { Id = Guid.Empty, ConversationId = conversationId, AgentId = outstanding.AgentId, ExpiresAt = outstanding.ExpiresAt };
        var change = random.Next(10) switch
        {
            0 => OfferRules.Accept(offer, offer.AgentId, _now),
            1 => OfferRules.Decline(offer, offer.AgentId, _now),
            _ => OfferRules.Expire(offer, _now),
        };
        if (change.IsAllowed)
        {
            Ended(offer.AgentId);
        }

        if (change.NewState == OfferState.Accepted)
        {
            Begin(conversation, offer.AgentId);
            foreach (var other in conversation.Offers.Where(o => o.AgentId != offer.AgentId))
            {
                Ended(other.AgentId);
                Release(other.AgentId, conversation);
            }

            _state = _state with { Conversations = [.. _state.Conversations.Where(c => c.Id != conversationId)] };
        }
        else if (change.IsAllowed)
        {
            Release(offer.AgentId, conversation);
            Replace(conversation with
            {
                Offers = [.. conversation.Offers.Where(o => o.AgentId != offer.AgentId)],
                ExcludedAgentIds = [.. conversation.ExcludedAgentIds, offer.AgentId],
            });
        }
    }

    private void Begin(QueuedConversation conversation, Guid agentId)
    {
        Assert.True(_served.Add(conversation.Id), "Assigned twice.");
        _active.Add((conversation, agentId, _now.AddSeconds(random.Next(1, 20))));
    }

    private void Ended(Guid agentId) => _state = _state with
    {
        Agents = [.. _state.Agents.Select(agent => agent.Id == agentId ? agent with { HasOpenOffer = false } : agent)],
    };

    private void Release(Guid agentId, QueuedConversation conversation) => _state = _state with
    {
        Agents = [.. _state.Agents.Select(agent => agent.Id == agentId ? agent with { UsedSlots = agent.UsedSlots - Math.Max(1, conversation.Weight), IdleSince = _now } : agent)],
    };

    private void Replace(QueuedConversation changed) =>
        _state = _state with { Conversations = [.. _state.Conversations.Select(c => c.Id == changed.Id ? changed : c)] };
}
