namespace ChatService.Domain.Routing.Planning;

/// <summary>
/// The agents open to one kind of conversation, filtered once instead of once per conversation.
/// An agent that runs out of room or is asked is moved to the removed ones and never looked at again.
/// </summary>
internal sealed class EligibilityGroup
{
    private static readonly int FilterKinds = Enum.GetValues<RoutingFilter>().Length;

    private readonly AgentPool _pool;
    private readonly int _slots;
    private readonly bool _asks;
    private readonly int[] _open;
    private readonly List<int>?[] _removed = new List<int>?[FilterKinds];
    private int _openCount;
    private int _prunedAt;
    private RoutingCandidate[]? _removedHead;
    private FilterCount[]? _counts;

    public EligibilityGroup(AgentPool pool, QueuedConversation sample, RoutingSettings settings, int ring, DateTimeOffset now)
    {
        _pool = pool;
        _slots = sample.Slots;
        _asks = settings.Asks;
        _open = new int[pool.Count];
        _prunedAt = pool.Version;
        for (var agent = 0; agent < pool.Count; agent++)
        {
            if (AgentEligibility.CheckShared(sample, pool[agent], pool.Used(agent), pool.IsAsked(agent), settings, ring, now) is { } filter)
            {
                Remove(agent, filter);
            }
            else
            {
                _open[_openCount++] = agent;
            }
        }
    }

    /// <summary>Agents with room left, by index and in id order.</summary>
    public ReadOnlySpan<int> Open()
    {
        if (_prunedAt != _pool.Version)
        {
            Prune();
        }

        return _open.AsSpan(0, _openCount);
    }

    /// <summary>The agent was removed because it has an open offer.</summary>
    public bool IsAskedAlready(int agent) => _removed[(int)RoutingFilter.OfferOpen]?.BinarySearch(agent) >= 0;

    /// <summary>The removed agents with the nearest misses first. Shared between explanations: the array is never changed.</summary>
    public RoutingCandidate[] RemovedHead(int most)
    {
        if (_removedHead is null)
        {
            var head = new List<RoutingCandidate>(most);
            for (var filter = FilterKinds - 1; filter >= 0 && head.Count < most; filter--)
            {
                foreach (var agent in (_removed[filter] ?? []).Take(most - head.Count))
                {
                    head.Add(new RoutingCandidate(_pool[agent].Id, (RoutingFilter)filter));
                }
            }

            _removedHead = [.. head];
        }

        return _removedHead;
    }

    /// <summary>Removed agents per filter. Shared likewise.</summary>
    public FilterCount[] RemovedCounts() => _counts ??=
        [.. Enumerable.Range(0, FilterKinds).Where(filter => _removed[filter] is not null).Select(filter => new FilterCount((RoutingFilter)filter, _removed[filter]!.Count))];

    private void Prune()
    {
        var kept = 0;
        for (var i = 0; i < _openCount; i++)
        {
            var agent = _open[i];
            if (_pool.Free(agent) < _slots)
            {
                Remove(agent, RoutingFilter.NoCapacity);
            }
            else if (_asks && _pool.IsAsked(agent))
            {
                Remove(agent, RoutingFilter.OfferOpen);
            }
            else
            {
                _open[kept++] = agent;
            }
        }

        _openCount = kept;
        _prunedAt = _pool.Version;
    }

    private void Remove(int agent, RoutingFilter filter)
    {
        var agents = _removed[(int)filter] ??= [];
        var place = ~agents.BinarySearch(agent); // id order, so that the explanation does not depend on who filled up first
        agents.Insert(place, agent);
        _removedHead = null;
        _counts = null;
    }
}
