namespace ChatService.Realtime.Nodes;

/// <summary>
/// What this node hears: its own beacons, the numbers of the others, and what it may have missed. One lock; what is called under it returns at once, so that
/// whoever is told of a change is told in the order of the changes.
/// </summary>
/// <param name="time">The clock.</param>
/// <param name="changed">The others are heard now, or not any more.</param>
/// <param name="healed">Since then something may have been missed, and now the others are heard. False: it could not be told now and is told again.</param>
internal sealed class Hearing(TimeProvider time, Action<bool> changed, Func<DateTimeOffset, bool> healed)
{
    // Three beacons missed in a row are an outage, six a lost node: noticed well within the two seconds in which clients must be whole again.
    private static readonly TimeSpan EchoLimit = TimeSpan.FromMilliseconds(1_500);
    private static readonly TimeSpan LostAfter = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan RememberFor = TimeSpan.FromMinutes(10);

    // A wire that reconnects by itself is given that long; then it is built anew.
    private static readonly TimeSpan RenewEvery = TimeSpan.FromSeconds(3);

    private readonly Lock gate = new();
    private readonly LinkHealth health = new(EchoLimit);
    private readonly SequenceWatch watch = new(Patience);
    private DateTimeOffset? missedSince;
    private DateTimeOffset lastRenewal;

    /// <summary>Nodes that are heard.</summary>
    public int Live
    {
        get
        {
            lock (gate)
            {
                return watch.Live;
            }
        }
    }

    /// <summary>Begins, hearing nobody.</summary>
    public void Begin()
    {
        lock (gate)
        {
            lastRenewal = time.GetUtcNow();
            health.Begin(lastRenewal);
        }
    }

    /// <summary>A frame came in: which of its envelopes are new.</summary>
    public bool[] Take(Frame frame, bool own)
    {
        var now = time.GetUtcNow();
        lock (gate)
        {
            // Whoever is unknown to a node that has been listening for some time began under its eyes, with number 1.
            var heardAllAlong = health.ConnectedAt is { } since && now - since > EchoLimit;
            var fresh = watch.Accept(frame.Sender, frame.Epoch, frame.First, frame.Envelopes.Count, heardAllAlong, now);
            if (own && frame.Beacon > 0 && health.Echo(frame.Beacon, now) is { } missed)
            {
                changed(true);
                Note(missed);
                Tell();
            }

            return fresh;
        }
    }

    /// <summary>Time has passed: which nodes have fallen silent, and whether the wire should be built anew.</summary>
    public (IReadOnlyList<string> Lost, bool Renew) Look()
    {
        var now = time.GetUtcNow();
        lock (gate)
        {
            if (health.FoundSilent(now))
            {
                changed(false);
            }

            if (!health.Connected)
            {
                watch.HeardNothing(now);
                var renew = now - lastRenewal >= RenewEvery;
                lastRenewal = renew ? now : lastRenewal;
                return ([], renew);
            }

            lastRenewal = now;
            Note(watch.Overdue(now));
            watch.Forget(RememberFor, now);
            Tell();
            return (watch.FallenSilent(LostAfter, now), false);
        }
    }

    /// <summary>The wire says that it was cut, after this beacon.</summary>
    public void Broke(ulong lastBeacon)
    {
        lock (gate)
        {
            if (health.Broken(lastBeacon))
            {
                changed(false);
            }
        }
    }

    /// <summary>Something that came could not be used. Told at the next look, together with whatever else was missed until then.</summary>
    public void Missed()
    {
        lock (gate)
        {
            Note(time.GetUtcNow() - EchoLimit);
        }
    }

    /// <summary>It has said goodbye.</summary>
    public void Left(string node)
    {
        lock (gate)
        {
            watch.Left(node);
        }
    }

    private void Note(DateTimeOffset? since)
    {
        if (since is not null && (missedSince is null || since < missedSince))
        {
            missedSince = since;
        }
    }

    private void Tell()
    {
        if (missedSince is { } since && healed(since))
        {
            missedSince = null;
        }
    }
}
