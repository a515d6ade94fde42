namespace ChatService.Domain.Sla;

/// <summary>A running timer: everything that is stored, with nothing left to look up when it falls due.</summary>
public sealed record ArmedTimer
{
    /// <summary>The policy, and with the version exactly what was promised.</summary>
    public required Guid PolicyId { get; init; }

    /// <summary>The version of the policy.</summary>
    public required int PolicyVersion { get; init; }

    /// <summary>What is measured.</summary>
    public required SlaMetric Metric { get; init; }

    /// <summary>The priority whose target applies.</summary>
    public required Priority Priority { get; init; }

    /// <summary>The message that started it; never moved.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When the target is missed. Means nothing while paused.</summary>
    public required DateTimeOffset DueAt { get; init; }

    /// <summary>The promise, in business time.</summary>
    public required TimeSpan Target { get; init; }

    /// <summary>What is done before, in the order of time.</summary>
    public required IReadOnlyList<ArmedStep> Steps { get; init; }

    /// <summary>Business time of the pauses that are over.</summary>
    public TimeSpan PausedFor { get; init; }

    /// <summary>The start of the present pause, or null when running.</summary>
    public DateTimeOffset? PausedSince { get; init; }

    /// <summary>True when the target is missed at this time unless it was fulfilled. A paused timer is due only if its due time came before the pause.</summary>
    public bool IsDue(DateTimeOffset at) => DueAt < at && (PausedSince is not { } since || DueAt <= since);
}
