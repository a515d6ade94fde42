namespace ChatService.Realtime;

/// <summary>How this node stands to the others.</summary>
public enum NodeBusState
{
    /// <summary>There are no others: no Redis is configured.</summary>
    Alone,

    /// <summary>Others are heard; what they say arrives.</summary>
    Connected,

    /// <summary>Redis is away: this node works on by itself, and catches up when <see cref="INodeBus.Healed"/> is raised.</summary>
    Degraded,
}
