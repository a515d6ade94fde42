namespace ChatService.Server.Features.Presence;

/// <summary>Whether an agent is there. One row per agent that was ever connected.</summary>
public sealed class AgentLease
{
    public Guid AgentId { get; set; }

    /// <summary>Somebody is there. False from the moment the last socket closed: nothing new is offered, what it has is kept until <see cref="LeaseUntil"/>.</summary>
    public bool Connected { get; set; }
    public DateTimeOffset ConnectedAt { get; set; }
    public DateTimeOffset? DisconnectedAt { get; set; }

    /// <summary>End of the grace period; null while connected.</summary>
    public DateTimeOffset? LeaseUntil { get; set; }
}

/// <summary>An agent has sockets on a node: the node answers for it with its life.</summary>
public sealed class AgentLink
{
    public Guid AgentId { get; set; }
    public string NodeId { get; set; } = string.Empty;
    public DateTimeOffset Since { get; set; }
}
