namespace ChatService.Domain.Routing.Planning;

/// <summary>The best agents for one conversation, kept in a buffer that is used again for the next one.</summary>
internal sealed class Selection(AgentPool pool)
{
    private readonly int[] _declined = new int[pool.Count];
    private readonly int[] _offered = new int[pool.Count];
    private readonly List<RoutingCandidate> _own = [];
    private int[] _top = [];
    private int _count;
    private int _stamp;

    /// <summary>The best agents by index, in order.</summary>
    public ReadOnlySpan<int> Top => _top.AsSpan(0, _count);

    /// <summary>Agents who may have the conversation.</summary>
    public int EligibleCount { get; private set; }

    /// <summary>Agents removed for this conversation only.</summary>
    public IReadOnlyList<RoutingCandidate> Own => _own;

    /// <summary>Of <see cref="Own"/>: agents whose open offer, which the group removed them for, is of this conversation.</summary>
    public int AskedHere { get; private set; }

    /// <summary>Fills the selection with the best <paramref name="keep"/> agents of the group. One pass, nothing allocated per agent.</summary>
    public void Fill(EligibilityGroup group, QueuedConversation conversation, in CandidateOrder order, int keep)
    {
        Begin(conversation, keep);
        foreach (var agent in group.Open())
        {
            if (_declined[agent] == _stamp)
            {
                _own.Add(new RoutingCandidate(pool[agent].Id, RoutingFilter.Declined));
            }
            else if (_offered[agent] == _stamp)
            {
                _own.Add(new RoutingCandidate(pool[agent].Id, RoutingFilter.AlreadyOffered));
            }
            else
            {
                EligibleCount++;
                Insert(agent, order, keep);
            }
        }

        foreach (var offer in conversation.Offers)
        {
            if (pool.IndexOf(offer.AgentId) is >= 0 and var asked && group.IsAskedAlready(asked))
            {
                AskedHere++;
                _own.Add(new RoutingCandidate(offer.AgentId, RoutingFilter.AlreadyOffered));
            }
        }
    }

    private void Begin(QueuedConversation conversation, int keep)
    {
        _stamp++;
        _count = 0;
        EligibleCount = 0;
        AskedHere = 0;
        _own.Clear();
        if (_top.Length < keep)
        {
            _top = new int[keep];
        }

        foreach (var id in conversation.ExcludedAgentIds)
        {
            Mark(_declined, id);
        }

        foreach (var offer in conversation.Offers)
        {
            Mark(_offered, offer.AgentId);
        }
    }

    private void Mark(int[] marks, Guid id)
    {
        if (pool.IndexOf(id) is >= 0 and var agent)
        {
            marks[agent] = _stamp;
        }
    }

    private void Insert(int agent, in CandidateOrder order, int keep)
    {
        if (_count == keep)
        {
            if (order.Compare(agent, _top[_count - 1]) >= 0)
            {
                return;
            }

            _count--;
        }

        var place = _count++;
        for (; place > 0 && order.Compare(agent, _top[place - 1]) < 0; place--)
        {
            _top[place] = _top[place - 1];
        }

        _top[place] = agent;
    }
}
