namespace ChatService.Domain.Routing;

/// <summary>One stage of the search, from <see cref="AfterSeconds"/> until the next one begins.</summary>
public sealed record RoutingRing
{
    /// <summary>Seconds since the rings of the conversation began; the ring is on from this very second.</summary>
    public required int AfterSeconds { get; init; }

    public required RingScope Scope { get; init; }

    /// <summary>For <see cref="RingScope.SiblingTeams"/>: the other teams to ask. Empty: nobody more than before.</summary>
    public IReadOnlyList<Guid> SiblingTeamIds { get; init; } = [];

    /// <summary>Required skills no longer count. Off by default: "anyone able" means able.</summary>
    public bool IgnoreSkills { get; init; }

    /// <summary>Tell the supervisor when the ring begins.</summary>
    public bool AlertSupervisor { get; init; }

    /// <summary>Tell the customer honestly, when the ring begins, that we are still looking.</summary>
    public bool SendAutoReply { get; init; }

    /// <summary>
    /// The ladder that fits into 30 s: best agent, 8 s next with the same skill, 15 s sibling team and an auto-reply,
    /// 22 s anyone able and the supervisor. The breach at 30 s is the SLA's business.
    /// </summary>
    public static IReadOnlyList<RoutingRing> Defaults { get; } = Array.AsReadOnly<RoutingRing>(
    [
        new() { AfterSeconds = 0, Scope = RingScope.BestAgent },
        new() { AfterSeconds = 8, Scope = RingScope.SameSkill },
        new() { AfterSeconds = 15, Scope = RingScope.SiblingTeams, SendAutoReply = true },
        new() { AfterSeconds = 22, Scope = RingScope.Anyone, AlertSupervisor = true },
    ]);
}
