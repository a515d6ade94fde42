namespace ChatService.Domain.Routing;

/// <summary>
/// A conversation that waits for an agent: state queued, or offered and not accepted yet.
/// Offered ones belong into the snapshot too, because their rings go on.
/// </summary>
public sealed record QueuedConversation
{
    public required Guid Id { get; init; }

    public required Guid InboxId { get; init; }

    /// <summary>The team it is meant for. Null: everybody who serves the inbox.</summary>
    public Guid? TeamId { get; init; }

    /// <summary>The teams that serve the inbox: their members serve it without naming it. Depends on the inbox only.</summary>
    public IReadOnlyList<Guid> InboxTeamIds { get; init; } = [];

    /// <summary>Its inbox is disabled: nobody is asked until it is enabled again.</summary>
    public bool InboxDisabled { get; init; }

    public Priority Priority { get; init; } = Priority.P2;

    /// <summary>When it first began to wait. Kept over declines, expiries and lost agents, so nobody starts again at the end.</summary>
    public required DateTimeOffset EnqueuedAt { get; init; }

    /// <summary>Zero of the rings. Null: <see cref="EnqueuedAt"/>. Moved only when the search starts over, such as at a transfer.</summary>
    public DateTimeOffset? RingStartedAt { get; init; }

    /// <summary>The highest ring whose actions have been carried out; see <see cref="RoutingPlan.RingActions"/>. -1: none.</summary>
    public int RingReached { get; init; } = -1;

    public IReadOnlyList<SkillLevel> RequiredSkills { get; init; } = [];

    /// <summary>BCP 47 tag of the customer's language, such as <c>zh-CN</c>. Null: any.</summary>
    public string? Language { get; init; }

    /// <summary>The agent who owns the contact.</summary>
    public Guid? OwnerAgentId { get; init; }

    /// <summary>The agent who served the contact last.</summary>
    public Guid? LastAgentId { get; init; }

    public bool IsVip { get; init; }

    /// <summary>Slots it takes. Less than 1 counts as 1.</summary>
    public int Weight { get; init; } = 1;

    /// <summary>Agents who declined it or let its offer expire.</summary>
    public IReadOnlyList<Guid> ExcludedAgentIds { get; init; } = [];

    /// <summary>Open offers. Due ones are expired before planning, so these still stand.</summary>
    public IReadOnlyList<OutstandingOffer> Offers { get; init; } = [];

    /// <summary>The slots it takes: at least one.</summary>
    internal int Slots => Math.Max(1, Weight);
}
