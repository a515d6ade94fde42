namespace ChatService.Domain.Routing;

/// <summary>The deadline of an offer. It waits while its agent works on something else, and never longer than a bound.</summary>
public static class OfferClock
{
    /// <summary>What an agent who works has left at least: enough to finish a sentence and look.</summary>
    public const int HoldSeconds = 8;

    // A customer must not wait behind an agent who types all day: by then the rings have asked others, too.
    private const int MostTimeouts = 3;

    // A deadline is stored and pushed when it moves, so it does not move with every key.
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(2);

    /// <summary>
    /// The deadline of an offer made now. An agent who has just accepted another conversation has one timeout for that customer first.
    /// </summary>
    public static DateTimeOffset Deadline(DateTimeOffset now, int timeoutSeconds, DateTimeOffset? acceptedAt)
    {
        var plain = now.AddSeconds(timeoutSeconds);
        var afterAccepted = acceptedAt?.AddSeconds(2 * timeoutSeconds);
        return afterAccepted > plain ? afterAccepted.Value : plain;
    }

    /// <summary>The later deadline of an open offer whose agent works now; null when it stays as it is.</summary>
    public static DateTimeOffset? Hold(Offer offer, int timeoutSeconds, DateTimeOffset now)
    {
        if (offer.State != OfferState.Open || now > offer.ExpiresAt)
        {
            return null;
        }

        var bound = offer.MadeAt.AddSeconds(MostTimeouts * timeoutSeconds);
        var wanted = now.AddSeconds(Math.Min(HoldSeconds, timeoutSeconds));
        var held = wanted < bound ? wanted : bound;
        return held - offer.ExpiresAt >= Step || (held == bound && held > offer.ExpiresAt) ? held : null;
    }
}
