namespace ChatService.Realtime.Nodes;

/// <summary>
/// Believes that the other nodes are heard only while our own beacons come back: a connection or subscription that merely looks alive is not believed.
/// Not safe for several threads; its owner locks.
/// </summary>
/// <param name="limit">How old the last echo may become.</param>
internal sealed class LinkHealth(TimeSpan limit)
{
    // Only an echo of this beacon or a later one says anything.
    private ulong meaningful = 1;
    private DateTimeOffset lastEcho;
    private DateTimeOffset? missedSince;

    /// <summary>Our beacons come back.</summary>
    public bool Connected { get; private set; }

    /// <summary>Since when it has been connected without a break; null: it is not.</summary>
    public DateTimeOffset? ConnectedAt { get; private set; }

    /// <summary>Begins, not connected.</summary>
    public void Begin(DateTimeOffset now) => (missedSince, lastEcho) = (now, now);

    /// <summary>Our own beacon came back. Not null when it is the first after a break: since when messages may have been missed.</summary>
    public DateTimeOffset? Echo(ulong beacon, DateTimeOffset now)
    {
        if (beacon < meaningful)
        {
            return null;
        }

        lastEcho = now;
        if (Connected)
        {
            return null;
        }

        (Connected, ConnectedAt) = (true, now);
        var since = missedSince ?? now;
        missedSince = null;
        return since;
    }

    /// <summary>True when it has just been found that nothing comes back any more.</summary>
    public bool FoundSilent(DateTimeOffset now) => now - lastEcho > limit && Break();

    /// <summary>The wire says that it was cut. True when that was news.</summary>
    public bool Broken(ulong lastBeacon)
    {
        // Beacons that were sent before the cut may still come back; they prove nothing about now.
        meaningful = lastBeacon + 1;
        return Break();
    }

    private bool Break()
    {
        if (!Connected)
        {
            return false;
        }

        (Connected, ConnectedAt) = (false, null);
        missedSince = lastEcho - limit;
        return true;
    }
}
