namespace ChatService.Domain.Routing.Planning;

/// <summary>Ranks two agents for one conversation by the chain of comparators. A total order: the id is always the last link.</summary>
internal readonly struct CandidateOrder
{
    private readonly AgentPool _pool;
    private readonly RoutingComparator[] _chain;
    private readonly int _length;
    private readonly int _owner;
    private readonly int _last;

    public CandidateOrder(AgentPool pool, IReadOnlyList<RoutingComparator> chain, QueuedConversation conversation)
    {
        _pool = pool;
        _owner = pool.IndexOf(conversation.OwnerAgentId);
        _last = pool.IndexOf(conversation.LastAgentId);
        _chain = new RoutingComparator[chain.Count];

        // Links that cannot decide here are left out: this order is asked once per agent and conversation.
        for (var i = 0; i < chain.Count; i++)
        {
            var decides = chain[i] switch
            {
                RoutingComparator.Owner => _owner >= 0,
                RoutingComparator.LastAgent => _last >= 0,
                RoutingComparator.VipDesk => conversation.IsVip,
                RoutingComparator.Id => false, // named early it would silence the links after it; it counts last wherever it stands
                _ => true,
            };
            if (decides)
            {
                _chain[_length++] = chain[i];
            }
        }
    }

    /// <summary>Below 0 when <paramref name="a"/> is preferred.</summary>
    public int Compare(int a, int b) => Compare(a, b, out _);

    /// <summary>Below 0 when <paramref name="a"/> is preferred, and the link that decided.</summary>
    public int Compare(int a, int b, out RoutingComparator decider)
    {
        for (var i = 0; i < _length; i++)
        {
            decider = _chain[i];
            var order = CompareBy(decider, a, b);
            if (order != 0)
            {
                return order;
            }
        }

        decider = RoutingComparator.Id;
        return a - b; // indexes are in id order
    }

    private int CompareBy(RoutingComparator comparator, int a, int b) => comparator switch
    {
        RoutingComparator.Owner => Flag(b == _owner) - Flag(a == _owner),
        RoutingComparator.LastAgent => Flag(b == _last) - Flag(a == _last),
        RoutingComparator.VipDesk => Flag(_pool[b].IsVipDesk) - Flag(_pool[a].IsVipDesk),
        RoutingComparator.PercentFree => _pool.FreeShare(b).CompareTo(_pool.FreeShare(a)),
        RoutingComparator.FewestActive => _pool.Used(a).CompareTo(_pool.Used(b)),
        RoutingComparator.LongestIdle => _pool.IdleSince(a).CompareTo(_pool.IdleSince(b)),
        _ => 0,
    };

    private static int Flag(bool value) => value ? 1 : 0;
}
