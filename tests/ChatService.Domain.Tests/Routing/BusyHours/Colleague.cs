using ChatService.Domain.Routing;

namespace ChatService.Domain.Tests.Routing.BusyHours;

/// <summary>An agent: what the server stores of it, what it is up to, and what the test has seen it do.</summary>
internal sealed class Colleague(Guid id, int capacity)
{
    public Guid Id { get; } = id;

    public int Capacity { get; } = capacity;

    public AgentStatus Status { get; set; } = AgentStatus.Available;

    /// <summary>Null while disconnected.</summary>
    public DateTimeOffset? ConnectedAt { get; set; }

    /// <summary>End of the grace period while disconnected.</summary>
    public DateTimeOffset? LeaseUntil { get; set; }

    public MissState Misses { get; set; }

    public DateTimeOffset? WorkedAt { get; set; }

    public DateTimeOffset? AcceptedAt { get; set; }

    public DateTimeOffset? CoolDownUntil { get; set; }

    public DateTimeOffset IdleSince { get; set; }

    public List<Customer> Serving { get; } = [];

    public MadeOffer? Asked { get; set; }

    /// <summary>Does nothing before this time: tea.</summary>
    public DateTimeOffset BackAt { get; set; }

    /// <summary>The browser comes back at this time.</summary>
    public DateTimeOffset? ReconnectsAt { get; set; }

    /// <summary>When it looks at the open offer.</summary>
    public DateTimeOffset AnswersAt { get; set; }

    /// <summary>When it finishes the next sentence to a customer.</summary>
    public DateTimeOffset SendsAt { get; set; }

    /// <summary>Seen by the test, whatever the server noted: the last moment at which it did anything.</summary>
    public DateTimeOffset? SeenWorking { get; set; }

    /// <summary>Seen by the test: when the offers were made that ran out since it last worked or chose a status.</summary>
    public List<DateTimeOffset> LetPass { get; } = [];

    /// <summary>By the test's own count.</summary>
    public int Used => Serving.Count + (Asked is null ? 0 : 1);

    public AgentSnapshot ToSnapshot() => new()
    {
        Id = Id,
        Status = Status,
        HasLiveLease = ConnectedAt is not null,
        NotResponding = Misses.NotResponding,
        HasOpenOffer = Asked is not null,
        AcceptedAt = AcceptedAt,
        CoolDownUntil = CoolDownUntil,
        CapacitySlots = Capacity,
        UsedSlots = Used,
        IdleSince = IdleSince,
    };
}
