using ChatService.Server.Platform;

namespace ChatService.Server.Features.Agents;

/// <summary>
/// Wrong log-ins for addresses that nobody has. They lock out like real ones, or the lock would tell which addresses exist. In memory and bounded:
/// a flood pushes out the oldest, which then merely look unlocked.
/// </summary>
public sealed class LoginMisses(TimeProvider time)
{
    /// <summary>So many wrong passwords, and the address is locked.</summary>
    public const int Most = 5;

    /// <summary>For so long.</summary>
    public static readonly TimeSpan LockFor = TimeSpan.FromMinutes(5);

    private const int MaxKnown = 10_000;

    private readonly Lock gate = new();
    private readonly Dictionary<string, Entry> entries = [];
    private readonly Queue<string> oldest = new();

    /// <summary>Null when the address is not locked.</summary>
    public DateTimeOffset? LockedUntil(string email)
    {
        lock (gate)
        {
            return entries.TryGetValue(email, out var entry) && entry.LockedUntil > time.Now() ? entry.LockedUntil : null;
        }
    }

    /// <summary>Counts one.</summary>
    public void Add(string email)
    {
        lock (gate)
        {
            if (!entries.TryGetValue(email, out var entry))
            {
                if (entries.Count >= MaxKnown)
                {
                    entries.Remove(oldest.Dequeue());
                }

                entries[email] = entry = new Entry();
                oldest.Enqueue(email);
            }

            if (++entry.Misses >= Most)
            {
                (entry.Misses, entry.LockedUntil) = (0, time.Now() + LockFor);
            }
        }
    }

    private sealed class Entry
    {
        public int Misses { get; set; }
        public DateTimeOffset? LockedUntil { get; set; }
    }
}
