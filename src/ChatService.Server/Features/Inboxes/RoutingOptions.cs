namespace ChatService.Server.Features.Inboxes;

/// <summary>How conversations of an inbox find their agent; the words of PROTOCOL.md, checked when they are saved.</summary>
public sealed record RoutingOptions
{
    /// <summary>auto_accept, offer_accept, manual or ring_all.</summary>
    public string Mode { get; init; } = "offer_accept";

    /// <summary>Empty: 0 s best agent, 8 s same skill, 15 s sibling teams, 22 s anyone with an alert.</summary>
    public List<RingOptions> Rings { get; init; } = [];

    /// <summary>Empty: owner, last_agent, vip_desk, percent_free, fewest_active, longest_idle.</summary>
    public List<string> Comparators { get; init; } = [];
    public int OfferTimeoutSeconds { get; init; } = 15;
    public int MaxMisses { get; init; } = 3;
    public int CoolDownSeconds { get; init; } = 5;

    /// <summary>P0 to P3; empty: 600, 120, 0, -60.</summary>
    public Dictionary<string, int> PriorityBoostSeconds { get; init; } = [];

    /// <summary>Skills with the lowest level that every conversation of this inbox needs, beside its own.</summary>
    public Dictionary<string, int> RequiredSkills { get; init; } = [];
}

/// <summary>From this waiting time on, this far. Scope: best_agent, same_skill, sibling_teams or anyone. IgnoreSkills: whoever is there beats who knows best.</summary>
public sealed record RingOptions(int AfterSeconds, string Scope, bool AlertSupervisor = false, bool IgnoreSkills = false);
