namespace ChatService.Domain.Routing;

/// <summary>An agent as routing sees it at one moment.</summary>
public sealed record AgentSnapshot
{
    public required Guid Id { get; init; }

    public AgentStatus Status { get; init; } = AgentStatus.Available;

    /// <summary>A connection on a living node holds a lease for this agent.</summary>
    public bool HasLiveLease { get; init; } = true;

    /// <summary>Set by <see cref="MissPolicy"/>.</summary>
    public bool NotResponding { get; init; }

    /// <summary>Is being asked about a conversation. An agent has at most one open offer.</summary>
    public bool HasOpenOffer { get; init; }

    /// <summary>When the agent last accepted or took a conversation; see <see cref="OfferClock"/>.</summary>
    public DateTimeOffset? AcceptedAt { get; init; }

    /// <summary>Gets nothing before this time. At this very time it is over.</summary>
    public DateTimeOffset? CoolDownUntil { get; init; }

    private readonly bool? servesAll;

    /// <summary>Serves every inbox, whatever teams and inboxes it names. Unsaid: an agent that names neither does.</summary>
    public bool ServesAll
    {
        get => servesAll ?? (Teams.Count == 0 && Inboxes.Count == 0);
        init => servesAll = value;
    }

    /// <summary>Teams of the agent.</summary>
    public IReadOnlyList<Guid> Teams { get; init; } = [];

    /// <summary>Inboxes the agent serves. Empty with teams: the teams alone decide. Empty without: none, unless it <see cref="ServesAll"/>.</summary>
    public IReadOnlyList<Guid> Inboxes { get; init; } = [];

    public IReadOnlyList<SkillLevel> Skills { get; init; } = [];

    /// <summary>BCP 47 tags of the languages spoken. Empty: not restricted, because most teams never fill this in.</summary>
    public IReadOnlyList<string> Languages { get; init; } = [];

    public bool IsVipDesk { get; init; }

    public int CapacitySlots { get; init; } = 4;

    /// <summary>Slots taken by active, offered and wrapping-up conversations, by weight.</summary>
    public int UsedSlots { get; init; }

    /// <summary>When the agent last got or finished a conversation; the older, the longer without new work.</summary>
    public DateTimeOffset IdleSince { get; init; }
}
