namespace ChatService.Realtime.Nodes;

/// <summary>
/// Follows the numbers of every sender: what is new, what comes twice, and what is missing. A number that is missing is waited for a moment, because a wire may
/// shuffle; then it is a gap. One that comes after that is still new. Not safe for several threads; its owner locks.
/// </summary>
/// <param name="patience">How long a missing number may still come before it counts as a gap.</param>
internal sealed class SequenceWatch(TimeSpan patience)
{
    private readonly Dictionary<string, Sender> senders = new(StringComparer.Ordinal);

    /// <summary>Senders that are heard now.</summary>
    public int Live => senders.Values.Count(sender => !sender.Lost);

    /// <summary>Takes note of numbers <paramref name="first"/> and the <paramref name="count"/> - 1 after it; says which are new.</summary>
    /// <param name="sender">The node.</param>
    /// <param name="epoch">Its life.</param>
    /// <param name="first">See <see cref="Frame.First"/>.</param>
    /// <param name="count">How many; 0: a sign of life that says which number is next.</param>
    /// <param name="heardAllAlong">We were listening before this sender can have begun, so that what it sent before was missed when it is unknown.</param>
    /// <param name="now">The time.</param>
    public bool[] Accept(string sender, ulong epoch, ulong first, int count, bool heardAllAlong, DateTimeOffset now)
    {
        if (!senders.TryGetValue(sender, out var known) || known.Epoch != epoch)
        {
            senders[sender] = known = new Sender(epoch, heardAllAlong ? 1 : first);
        }

        known.HeardAt = now;
        known.Lost = false;
        var fresh = new bool[count];
        for (var i = 0; i < count; i++)
        {
            fresh[i] = first + (ulong)i >= known.Next || known.Missing.Remove(first + (ulong)i);
        }

        if (first > known.Next)
        {
            known.Missing.Add(known.Next, first, now);
        }

        known.Next = Math.Max(known.Next, first + (ulong)count);
        return fresh;
    }

    /// <summary>Since when numbers are missing that have been waited for long enough; null: none. Each is told once.</summary>
    public DateTimeOffset? Overdue(DateTimeOffset now)
    {
        DateTimeOffset? earliest = null;
        foreach (var sender in senders.Values)
        {
            if (sender.Missing.Overdue(now - patience) is { } since && (earliest is null || since < earliest))
            {
                earliest = since;
            }
        }

        return earliest;
    }

    /// <summary>Senders that have not been heard for longer than <paramref name="limit"/>, each told once. Their numbers are kept, in case they come back.</summary>
    public IReadOnlyList<string> FallenSilent(TimeSpan limit, DateTimeOffset now)
    {
        List<string>? silent = null;
        foreach (var (name, sender) in senders)
        {
            if (!sender.Lost && now - sender.HeardAt > limit)
            {
                sender.Lost = true;
                (silent ??= []).Add(name);
            }
        }

        return silent ?? (IReadOnlyList<string>)[];
    }

    /// <summary>Forgets who said goodbye, and who has been silent for longer than <paramref name="limit"/>.</summary>
    public void Forget(TimeSpan limit, DateTimeOffset now)
    {
        foreach (var name in senders.Where(sender => now - sender.Value.HeardAt > limit).Select(sender => sender.Key).ToList())
        {
            senders.Remove(name);
        }
    }

    /// <summary>Gives every sender that is heard now a moment more: while we could not hear, its silence says nothing.</summary>
    public void HeardNothing(DateTimeOffset now)
    {
        foreach (var sender in senders.Values.Where(sender => !sender.Lost))
        {
            sender.HeardAt = now;
        }
    }

    /// <summary>Nothing more comes from it.</summary>
    public void Left(string sender)
    {
        if (senders.TryGetValue(sender, out var known))
        {
            known.Lost = true;
        }
    }

    private sealed class Sender(ulong epoch, ulong next)
    {
        public ulong Epoch { get; } = epoch;

        public ulong Next { get; set; } = next;

        public DateTimeOffset HeardAt { get; set; }

        public bool Lost { get; set; }

        public MissingNumbers Missing { get; } = new();
    }
}
