namespace ChatService.Domain.Routing.Planning;

/// <summary>One planning pass: down the queue in order, taking slots as it goes.</summary>
internal sealed class PlanRun(InboxRoutingSettings settings, DateTimeOffset now, PlanOptions options, AgentPool pool, int queueLength)
{
    private readonly Dictionary<GroupKey, EligibilityGroup> _groups = [];
    private readonly Selection _selection = new(pool);
    private readonly Explainer _explainer = new(pool, options, queueLength, now);
    private readonly List<RoutingDecision> _decisions = [];
    private readonly List<RingAction> _ringActions = [];
    private int _unserved;
    private int _explained;

    public RoutingPlan Run(QueuedConversation[] queue)
    {
        var widening = new List<Waiting>();
        for (var i = 0; i < queue.Length; i++)
        {
            var own = settings.For(queue[i].InboxId);
            var waiting = new Waiting(queue[i], own, RingClock.RingAt(queue[i], own, now), i + 1);
            var kind = Decide(waiting);
            if (kind != RoutingDecisionKind.AutoAssign && waiting.PendingAction() is { } action)
            {
                _ringActions.Add(action);
            }

            if (waiting.Widens)
            {
                widening.Add(waiting);
            }
        }

        // After everybody without an offer: a second agent is asked only when no other customer needs that agent as their first.
        foreach (var waiting in widening)
        {
            if (!pool.AnyoneFree)
            {
                break;
            }

            Choose(waiting, wanted: 1);
        }

        return new RoutingPlan
        {
            Decisions = _decisions,
            RingActions = _ringActions,
            UnservedCount = _unserved,
            NobodyFree = !pool.AnyoneFree,
        };
    }

    private RoutingDecisionKind? Decide(Waiting waiting)
    {
        var mode = waiting.Settings.Mode;
        if (waiting.HasOffers && mode != RoutingMode.RingAll)
        {
            return null; // somebody is being asked
        }

        if (mode == RoutingMode.Manual)
        {
            _unserved++;
            return null;
        }

        var wanted = mode == RoutingMode.RingAll ? waiting.Settings.RingAllLimit - waiting.Conversation.Offers.Count : 1;
        if (wanted <= 0)
        {
            return null;
        }

        return pool.AnyoneFree && Choose(waiting, wanted) is { } kind ? kind : LeaveWaiting(waiting);
    }

    private RoutingDecisionKind? Choose(Waiting waiting, int wanted)
    {
        var group = GroupOf(waiting);
        if (group.Open().IsEmpty)
        {
            return null;
        }

        var order = new CandidateOrder(pool, waiting.Settings.Comparators, waiting.Conversation);
        _selection.Fill(group, waiting.Conversation, order, Math.Max(wanted + 1, options.MaxRanked));
        var chosen = Math.Min(wanted, _selection.Top.Length);
        if (chosen == 0)
        {
            return null;
        }

        var explanation = _explainer.Explain(waiting, group, _selection, order, chosen);
        var agents = new Guid[chosen];
        for (var i = 0; i < chosen; i++)
        {
            var agent = _selection.Top[i];
            agents[i] = pool[agent].Id;
            pool.Take(agent, waiting.Conversation.Slots, waiting.Settings.Asks, now);
        }

        return Record(waiting, KindOf(waiting.Settings.Mode), agents, explanation);
    }

    private RoutingDecisionKind? LeaveWaiting(Waiting waiting)
    {
        if (waiting.HasOffers)
        {
            return null; // rings already, with nobody to add
        }

        _unserved++;
        if (_explained >= options.ExplainUnserved)
        {
            return null;
        }

        _explained++;
        var group = GroupOf(waiting);
        var order = new CandidateOrder(pool, waiting.Settings.Comparators, waiting.Conversation);
        _selection.Fill(group, waiting.Conversation, order, options.MaxRanked);
        var explanation = _explainer.Explain(waiting, group, _selection, order, chosen: 0);
        return Record(waiting, RoutingDecisionKind.NoneEligible, [], explanation);
    }

    private RoutingDecisionKind Record(Waiting waiting, RoutingDecisionKind kind, Guid[] agents, RoutingExplanation explanation)
    {
        var only = agents.Length == 1 ? pool[pool.IndexOf(agents[0])] : null;
        var offered = kind is RoutingDecisionKind.Offer or RoutingDecisionKind.RingAll;
        _decisions.Add(new RoutingDecision
        {
            ConversationId = waiting.Conversation.Id,
            Kind = kind,
            AgentIds = agents,
            OfferExpiresAt = offered ? OfferClock.Deadline(now, waiting.Settings.OfferTimeoutSeconds, only?.AcceptedAt) : null,
            Slots = waiting.Conversation.Slots,
            Explanation = explanation,
        });
        return kind;
    }

    private EligibilityGroup GroupOf(Waiting waiting)
    {
        var key = new GroupKey(waiting.Conversation, waiting.Ring);
        if (!_groups.TryGetValue(key, out var group))
        {
            group = new EligibilityGroup(pool, waiting.Conversation, waiting.Settings, waiting.Ring, now);
            _groups.Add(key, group);
        }

        return group;
    }

    private static RoutingDecisionKind KindOf(RoutingMode mode) => mode switch
    {
        RoutingMode.AutoAccept => RoutingDecisionKind.AutoAssign,
        RoutingMode.RingAll => RoutingDecisionKind.RingAll,
        _ => RoutingDecisionKind.Offer,
    };
}
