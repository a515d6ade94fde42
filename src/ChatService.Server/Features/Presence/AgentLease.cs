namespace ChatService.Server.Features.Presence;

/// <summary>Which node an agent is connected to. One row per agent that was ever connected.</summary>
public sealed class AgentLease
{
    public Guid AgentId { get; set; }
    public string NodeId { get; set; } = string.Empty;

    /// <summary>The start of the node that holds it; a restarted node is another one.</summary>
    public long NodeEpoch { get; set; }

    /// <summary>Somebody is there. False from the moment the last socket closed: nothing new is offered, what it has is kept until <see cref="LeaseUntil"/>.</summary>
    public bool Connected { get; set; }
    public DateTimeOffset ConnectedAt { get; set; }
    public DateTimeOffset? DisconnectedAt { get; set; }

    /// <summary>End of the grace period; null while connected.</summary>
    public DateTimeOffset? LeaseUntil { get; set; }
}
