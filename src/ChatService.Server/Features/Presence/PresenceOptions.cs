namespace ChatService.Server.Features.Presence;

/// <summary>Settings under <c>Presence__</c>.</summary>
public sealed class PresenceOptions
{
    /// <summary>
    /// Seconds after its last socket closed until an agent counts as lost and its conversations go back to the queue, 1 to 600.
    /// 15: longer than a page reload or a Wi-Fi change, half of the 30 s in which a customer expects an answer.
    /// </summary>
    public int GraceSeconds { get; set; } = 15;

    /// <summary>
    /// Seconds after its last page closed until agents are told that a visitor has left, 1 to 300.
    /// 10: a page change takes 1 to 5 s, also on a slow phone.
    /// </summary>
    public int VisitorGraceSeconds { get; set; } = 10;
}
