using Microsoft.Extensions.Options;

namespace ChatService.Server.Features.Presence;

/// <summary>
/// Which visitors have pages connected to this node, in memory, and which of that the store does not know yet.
/// Connecting costs no write: <see cref="VisitorPresenceWriter"/> takes what has collected in batches. A departure waits for
/// the grace period, so a reload within it reaches neither the store nor an agent.
/// </summary>
public sealed class VisitorPresence(IOptions<PresenceOptions> options, TimeProvider time)
{
    private readonly Lock gate = new();
    private readonly Dictionary<Guid, Entry> entries = [];
    private readonly HashSet<Guid> arrived = [];
    private readonly Queue<(Guid ContactId, DateTimeOffset At)> leaving = new();
    private TaskCompletionSource changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when something is there to write, other than a departure whose grace runs.</summary>
    public Task Changed
    {
        get
        {
            lock (gate)
            {
                return changed.Task;
            }
        }
    }

    /// <summary>Visitors who are connected here, known or not.</summary>
    public int Count
    {
        get
        {
            lock (gate)
            {
                return entries.Count(entry => entry.Value.LeftAt is null);
            }
        }
    }

    /// <summary>The visitor's first connection on this node.</summary>
    public void Arrived(Guid contactId)
    {
        lock (gate)
        {
            var entry = entries.GetValueOrDefault(contactId) ?? (entries[contactId] = new Entry());
            entry.LeftAt = null;
            if (!entry.IsStored)
            {
                Mark(contactId);
            }
        }
    }

    /// <summary>The visitor's last connection on this node has closed.</summary>
    public void Left(Guid contactId)
    {
        lock (gate)
        {
            if (!entries.TryGetValue(contactId, out var entry))
            {
                return;
            }

            entry.LeftAt = time.GetUtcNow();
            leaving.Enqueue((contactId, entry.LeftAt.Value));
        }
    }

    /// <summary>The visitor has a contact from now on: what was not stored for a stranger is stored now.</summary>
    public void BecameKnown(Guid contactId)
    {
        lock (gate)
        {
            if (entries.TryGetValue(contactId, out var entry) && !entry.IsStored)
            {
                Mark(contactId);
            }
        }
    }

    /// <summary>The store has forgotten what this node held: all of it is stored again.</summary>
    public void StoreAgain()
    {
        lock (gate)
        {
            foreach (var (contactId, entry) in entries)
            {
                entry.IsStored = false;
                Mark(contactId);
            }
        }
    }

    /// <summary>At most <paramref name="limit"/> changes that are due, removed from what waits.</summary>
    public IReadOnlyList<VisitorMove> Take(int limit)
    {
        var due = time.GetUtcNow().AddSeconds(-options.Value.VisitorGraceSeconds);
        lock (gate)
        {
            var moves = new List<VisitorMove>();
            foreach (var contactId in arrived.Take(limit).ToList())
            {
                arrived.Remove(contactId);
                if (entries.TryGetValue(contactId, out var here) && here.LeftAt is null)
                {
                    moves.Add(new VisitorMove(contactId, null));
                }
            }

            while (moves.Count < limit && leaving.TryPeek(out var next) && next.At <= due)
            {
                leaving.Dequeue();
                // A later departure of the same visitor has its own place in the queue.
                if (entries.TryGetValue(next.ContactId, out var entry) && entry.LeftAt == next.At)
                {
                    entries.Remove(next.ContactId);
                    moves.Add(new VisitorMove(next.ContactId, next.At));
                }
            }

            if (arrived.Count == 0)
            {
                changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            }

            return moves;
        }
    }

    /// <summary>These were stored; the others of the batch are strangers.</summary>
    public void Stored(IReadOnlyCollection<Guid> known)
    {
        ArgumentNullException.ThrowIfNull(known);
        lock (gate)
        {
            foreach (var contactId in known)
            {
                if (entries.TryGetValue(contactId, out var entry))
                {
                    entry.IsStored = true;
                }
            }
        }
    }

    /// <summary>The store was away: the same changes are taken again.</summary>
    public void PutBack(IReadOnlyList<VisitorMove> moves)
    {
        ArgumentNullException.ThrowIfNull(moves);
        lock (gate)
        {
            foreach (var move in moves)
            {
                if (move.LeftAt is null)
                {
                    Mark(move.ContactId);
                }
                else if (entries.TryAdd(move.ContactId, new Entry { LeftAt = move.LeftAt, IsStored = true }))
                {
                    leaving.Enqueue((move.ContactId, move.LeftAt.Value));
                }
            }
        }
    }

    private void Mark(Guid contactId)
    {
        arrived.Add(contactId);
        changed.TrySetResult();
    }

    private sealed class Entry
    {
        public DateTimeOffset? LeftAt { get; set; }
        public bool IsStored { get; set; }
    }
}

/// <summary>What the store must learn of a visitor: connected to this node, or not any more since <c>LeftAt</c>.</summary>
public sealed record VisitorMove(Guid ContactId, DateTimeOffset? LeftAt);
