namespace ChatService.Domain.Routing;

/// <summary>Which ring a conversation is in, and when the next one begins.</summary>
public static class RingClock
{
    /// <summary>Index of the ring that is on at <paramref name="now"/>; 0 before the first begins.</summary>
    public static int RingAt(QueuedConversation conversation, RoutingSettings settings, DateTimeOffset now)
    {
        var elapsed = now - (conversation.RingStartedAt ?? conversation.EnqueuedAt);
        for (var ring = settings.Rings.Count - 1; ring > 0; ring--)
        {
            if (elapsed >= TimeSpan.FromSeconds(settings.Rings[ring].AfterSeconds))
            {
                return ring;
            }
        }

        return 0;
    }

    /// <summary>When the next ring begins, always after <paramref name="now"/>; null when the last one is on.</summary>
    public static DateTimeOffset? NextRingAt(QueuedConversation conversation, RoutingSettings settings, DateTimeOffset now)
    {
        var next = RingAt(conversation, settings, now) + 1;
        return next < settings.Rings.Count
            ? (conversation.RingStartedAt ?? conversation.EnqueuedAt).AddSeconds(settings.Rings[next].AfterSeconds)
            : null;
    }
}
