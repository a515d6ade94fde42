namespace ChatService.Domain.Routing;

/// <summary>
/// Seconds of waiting that each priority is given in advance. A boost is finite, so any conversation
/// that waits long enough outranks a fresh one of any priority.
/// </summary>
public sealed record PriorityBoosts(int P0 = 600, int P1 = 120, int P2 = 0, int P3 = -60)
{
    /// <summary>The boost of one priority, in seconds.</summary>
    public int Of(Priority priority) => priority switch
    {
        Priority.P0 => P0,
        Priority.P1 => P1,
        Priority.P2 => P2,
        _ => P3,
    };
}
