namespace ChatService.Server.Platform.Identity;

/// <summary>
/// A token bucket per key: <paramref name="permits"/> at once, refilled evenly over <paramref name="per"/>. Memory is bounded: a key that rested for <paramref name="per"/>
/// has a full bucket and is forgotten for free; beyond <paramref name="maxKeys"/> the one used longest ago goes. In memory, so each node counts for itself.
/// </summary>
public sealed class KeyedLimiter(TimeProvider time, int permits, TimeSpan per, int maxKeys = 50_000)
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, LinkedListNode<Bucket>> buckets = new(StringComparer.Ordinal);

    // Used longest ago first.
    private readonly LinkedList<Bucket> byUse = new();

    /// <summary>How many keys are remembered.</summary>
    public int Count
    {
        get
        {
            lock (gate)
            {
                return buckets.Count;
            }
        }
    }

    /// <summary>Takes one; false with the time until there is one again.</summary>
    public bool TryTake(string key, out TimeSpan retryAfter) => TryTake(key, 1, out retryAfter);

    /// <summary>
    /// Takes what is there, as much as <paramref name="cost"/>; false, and nothing taken, when there is not even one. So a call whose cost is known only afterwards is paid by the next ones
    /// (<see cref="Charge"/>): a bucket may be in debt, and refills from there.
    /// </summary>
    public bool TryTake(string key, double cost, out TimeSpan retryAfter)
    {
        ArgumentNullException.ThrowIfNull(key);
        lock (gate)
        {
            var now = time.GetTimestamp();
            ForgetIdle(now);
            var bucket = Use(key, now);
            bucket.Tokens = Math.Min(permits, bucket.Tokens + (time.GetElapsedTime(bucket.At, now) / per * permits));
            bucket.At = now;
            if (bucket.Tokens < 1)
            {
                retryAfter = (1 - bucket.Tokens) / permits * per;
                return false;
            }

            bucket.Tokens -= cost;
            retryAfter = TimeSpan.Zero;
            return true;
        }
    }

    /// <summary>Takes more for a call that was let in, whether it is there or not.</summary>
    public void Charge(string key, double cost)
    {
        ArgumentNullException.ThrowIfNull(key);
        lock (gate)
        {
            // Never more debt than one full bucket: that is twice the time.
            var bucket = Use(key, time.GetTimestamp());
            bucket.Tokens = Math.Max(bucket.Tokens - cost, -permits);
        }
    }

    private Bucket Use(string key, long now)
    {
        if (buckets.TryGetValue(key, out var node))
        {
            byUse.Remove(node);
            byUse.AddLast(node);
            return node.Value;
        }

        if (buckets.Count >= maxKeys)
        {
            Forget(byUse.First!);
        }

        node = byUse.AddLast(new Bucket(key) { Tokens = permits, At = now });
        buckets.Add(key, node);
        return node.Value;
    }

    private void ForgetIdle(long now)
    {
        while (byUse.First is { } oldest && time.GetElapsedTime(oldest.Value.At, now) >= per)
        {
            Forget(oldest);
        }
    }

    private void Forget(LinkedListNode<Bucket> node)
    {
        byUse.Remove(node);
        buckets.Remove(node.Value.Key);
    }

    private sealed class Bucket(string key)
    {
        public string Key { get; } = key;
        public double Tokens { get; set; }
        public long At { get; set; }
    }
}
