namespace ChatService.Domain.Sla;

/// <summary>
/// Something done before a target is missed. An admin writes "15 s after the start" or "10 s before the due time"; exactly one of the
/// two is given. With <see cref="ForTarget"/> the time was written with that target in mind and is stretched in proportion to the
/// target in force: 15 s for a target of 30 s happens after 60 s of a target of 120 s. Without it the time is taken as written.
/// </summary>
public sealed record SlaStep(SlaAction Action)
{
    /// <summary>Business time after the start of the timer.</summary>
    public TimeSpan? After { get; init; }

    /// <summary>Business time before the due time; longer than the target means at the start.</summary>
    public TimeSpan? Before { get; init; }

    /// <summary>The target that the time was written for, or null when it does not stretch.</summary>
    public TimeSpan? ForTarget { get; init; }

    /// <summary>The only metric the step is for, or null for all.</summary>
    public SlaMetric? Metric { get; init; }

    /// <summary>The only priority the step is for, or null for all.</summary>
    public Priority? Priority { get; init; }

    /// <summary>True when the step belongs to a timer of this metric and priority.</summary>
    public bool AppliesTo(SlaMetric metric, Priority priority) =>
        (Metric is null || Metric == metric) && (Priority is null || Priority == priority);

    /// <summary>
    /// Business time from the start of a timer with this target to the step; null when the step would not come before the due time,
    /// where the breach actions take over.
    /// </summary>
    public TimeSpan? OffsetWithin(TimeSpan target)
    {
        var offset = After is { } after ? Stretched(after, target) : Before is { } before ? target - Stretched(before, target) : target;
        return offset >= target ? null : offset < TimeSpan.Zero ? TimeSpan.Zero : offset;
    }

    private TimeSpan Stretched(TimeSpan written, TimeSpan target) =>
        ForTarget is { Ticks: > 0 } reference ? new TimeSpan((long)((Int128)written.Ticks * target.Ticks / reference.Ticks)) : written;
}
