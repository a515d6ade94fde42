namespace ChatService.Server.Features.Abandonment;

/// <summary>Settings under <c>Abandonment__</c>.</summary>
public sealed class AbandonmentOptions
{
    /// <summary>
    /// Minutes without a connected page after which a customer in the queue counts as gone, 0 (never) to 1440.
    /// 5: a phone suspends a page within seconds of a look into another app (the order number in a mail), and whoever waits is back
    /// within a few minutes; longer, and agents are offered people who have left.
    /// </summary>
    public int AfterMinutes { get; set; } = 5;
}
