namespace ChatService.Domain.Routing.Planning;

/// <summary>
/// The agents of a snapshot in id order, with the slots that the plan takes as it goes. Agents are known by index.
/// Slots and offers are only ever added: a group without room stays without room for the whole plan.
/// </summary>
internal sealed class AgentPool
{
    private readonly AgentSnapshot[] _agents;
    private readonly int[] _used;
    private readonly double[] _freeShare;
    private readonly long[] _idleSince;
    private readonly bool[] _there;
    private readonly bool[] _asked;
    private readonly Dictionary<Guid, int> _indexes;
    private int _withRoom;

    public AgentPool(IReadOnlyList<AgentSnapshot> agents, DateTimeOffset now)
    {
        _agents = [.. agents.OrderBy(agent => agent.Id)];
        _used = new int[_agents.Length];
        _freeShare = new double[_agents.Length];
        _idleSince = new long[_agents.Length];
        _there = new bool[_agents.Length];
        _asked = new bool[_agents.Length];
        _indexes = new Dictionary<Guid, int>(_agents.Length);
        for (var i = 0; i < _agents.Length; i++)
        {
            var agent = _agents[i];
            if (!_indexes.TryAdd(agent.Id, i))
            {
                throw new ArgumentException($"Agent {agent.Id} is in the snapshot twice.", nameof(agents));
            }

            _used[i] = agent.UsedSlots;
            _asked[i] = agent.HasOpenOffer;
            _freeShare[i] = (double)Free(i) / agent.CapacitySlots;
            _idleSince[i] = agent.IdleSince.UtcTicks;
            _there[i] = AgentEligibility.CheckPresence(agent) is null && !AgentEligibility.IsCooling(agent, now);
            _withRoom += _there[i] && Free(i) > 0 ? 1 : 0;
        }
    }

    public int Count => _agents.Length;

    /// <summary>Somebody who is there and not cooling down has a slot.</summary>
    public bool AnyoneFree => _withRoom > 0;

    /// <summary>Grows with every slot taken.</summary>
    public int Version { get; private set; }

    public AgentSnapshot this[int agent] => _agents[agent];

    /// <summary>Has an open offer, from before this plan or from it.</summary>
    public bool IsAsked(int agent) => _asked[agent];

    public int Used(int agent) => _used[agent];

    public int Free(int agent) => _agents[agent].CapacitySlots - _used[agent];

    public double FreeShare(int agent) => _freeShare[agent];

    public long IdleSince(int agent) => _idleSince[agent];

    /// <summary>Index of an agent, -1 when unknown.</summary>
    public int IndexOf(Guid? id) => id is { } known && _indexes.TryGetValue(known, out var index) ? index : -1;

    public void Take(int agent, int slots, bool asks, DateTimeOffset now)
    {
        Version++;
        _asked[agent] |= asks;
        _used[agent] += slots;
        _freeShare[agent] = (double)Free(agent) / _agents[agent].CapacitySlots;
        _idleSince[agent] = Math.Max(_idleSince[agent], now.UtcTicks);
        if (_there[agent] && Free(agent) <= 0)
        {
            _withRoom--;
        }
    }
}
