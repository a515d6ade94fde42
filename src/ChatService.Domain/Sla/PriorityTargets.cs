namespace ChatService.Domain.Sla;

/// <summary>The target of one metric for each priority; null means that no timer runs.</summary>
public sealed record PriorityTargets(TimeSpan? P0 = null, TimeSpan? P1 = null, TimeSpan? P2 = null, TimeSpan? P3 = null)
{
    /// <summary>No timer for any priority.</summary>
    public static PriorityTargets None { get; } = new();

    /// <summary>The target for a priority, or null.</summary>
    public TimeSpan? For(Priority priority) => priority switch
    {
        Priority.P0 => P0,
        Priority.P1 => P1,
        Priority.P2 => P2,
        Priority.P3 => P3,
        _ => null,
    };
}
