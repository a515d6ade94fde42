namespace ChatService.Domain.Routing;

/// <summary>
/// An agent who declined or missed a conversation is left out of it, but only until <see cref="AskAgainAfter"/> has passed since the
/// last agent was left out: then all may be asked again. While another agent can take it, it is with that agent, so no customer starves
/// and no agent is asked twice in a row while there is another.
/// </summary>
public static class Exclusions
{
    /// <summary>15 s: as long as one offer. An only agent who missed one is asked again while the 30 s are not over by much.</summary>
    public static readonly TimeSpan AskAgainAfter = TimeSpan.FromSeconds(15);

    /// <summary>Those left out once this agent is, too. Whoever may be asked again by now is no longer among them.</summary>
    public static IReadOnlyList<Guid> With(IReadOnlyList<Guid> excluded, DateTimeOffset liftedAt, Guid agentId, DateTimeOffset now) =>
        [.. now < liftedAt ? excluded.Where(id => id != agentId) : [], agentId];

    /// <summary>Those who are left out at this time: nobody once the time is over.</summary>
    public static IReadOnlyList<Guid> InForce(IReadOnlyList<Guid> excluded, DateTimeOffset liftedAt, DateTimeOffset now) => now < liftedAt ? excluded : [];

    /// <summary>When those left out may be asked again.</summary>
    public static DateTimeOffset LiftedAt(DateTimeOffset? excludedUntil, DateTimeOffset? ringStartedAt, DateTimeOffset queuedAt) =>
        excludedUntil ?? (ringStartedAt ?? queuedAt) + AskAgainAfter;
}
