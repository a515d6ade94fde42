using ChatService.Domain.Routing;

namespace ChatService.Server.Features.Presence;

/// <summary>What an agent chose to be, and what routing has learnt about it. No row: offline, never here before.</summary>
public sealed class AgentStatusRow
{
    public Guid AgentId { get; set; }
    public AgentStatus Status { get; set; } = AgentStatus.Offline;

    /// <summary>Why it is away; null when it is available.</summary>
    public string? Reason { get; set; }
    public DateTimeOffset StatusSince { get; set; }

    /// <summary>Offers in a row it let pass.</summary>
    public int MissesInRow { get; set; }

    /// <summary>Too many of them: gets nothing until it sets a status or works.</summary>
    public bool NotResponding { get; set; }

    /// <summary>Is offered nothing before this time.</summary>
    public DateTimeOffset? CoolDownUntil { get; set; }

    /// <summary>When it last became available, got or finished a conversation.</summary>
    public DateTimeOffset IdleSince { get; set; }

    /// <summary>Grows with each change; two writers at once do not both win.</summary>
    public int Version { get; set; }

    /// <summary>
    /// When it last worked, as far as that matters for an offer: always set by an accept or take, by other work only while it has an
    /// open offer, misses or is not responding.
    /// </summary>
    public DateTimeOffset? WorkedAt { get; set; }

    /// <summary>When it last accepted or took a conversation.</summary>
    public DateTimeOffset? AcceptedAt { get; set; }

    /// <summary>Misses as the domain counts them.</summary>
    public MissState Misses
    {
        get => new(MissesInRow, NotResponding);
        set => (MissesInRow, NotResponding) = (value.InARow, value.NotResponding);
    }
}
