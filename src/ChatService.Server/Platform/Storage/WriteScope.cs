namespace ChatService.Server.Platform.Storage;

/// <summary>One write transaction: its context, its time and the events that will be told after the commit.</summary>
public sealed class WriteScope(ChatDb db, IStorageEngine engine, WriteStart start, LockWaiting waiting = LockWaiting.Patient)
{
    private readonly List<object> events = [];
    private readonly HashSet<Guid>? locked = start.Got is null ? null : [.. start.Got];

    /// <summary>The context of this transaction.</summary>
    public ChatDb Db { get; } = db;

    /// <summary>One time for everything in this transaction.</summary>
    public DateTimeOffset Now { get; } = start.Now;

    /// <summary>What will be told after the commit, in this order.</summary>
    public IReadOnlyList<object> Events => events;

    /// <summary>
    /// A row of this transaction that no other can add. When the connection breaks during the commit, the database is asked for it: is it there, the commit was made.
    /// </summary>
    public object? Witness { get; set; }

    /// <summary>Tells the listeners after the commit; nobody hears it when the transaction fails.</summary>
    public void Tell(object committed) => events.Add(committed);

    /// <summary>True when this transaction may change the row: it holds its lock, or needs none.</summary>
    public bool Holds(Guid id) => locked is null || locked.Contains(id);

    /// <summary>Locks rows that this transaction does not hold yet, before they are read.</summary>
    public async ValueTask LockAsync(RowLocks locks, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(locks);
        if (locked is null)
        {
            return;
        }

        var missing = locks.Ids.Where(id => !locked.Contains(id)).ToList();
        if (missing.Count > 0 && await engine.LockRowsAsync(Db, locks with { Ids = missing }, cancellationToken) is { } got)
        {
            locked.UnionWith(got);
        }
    }

    /// <summary>True when others may write meanwhile: what was read without a lock may be old by now.</summary>
    public bool IsShared => locked is not null;

    /// <summary>
    /// One transaction at a time per key, over all nodes, until the end of this one. Several keys are given in order, so that two transactions cannot wait for each other.
    /// <see cref="RowLockedException"/> when one is held and this transaction does not wait, or has waited too long.
    /// </summary>
    public async ValueTask LockQueueAsync(CancellationToken cancellationToken, params IReadOnlyList<string> keys)
    {
        if (IsShared && !await engine.LockQueueAsync(Db, keys, waiting, cancellationToken))
        {
            throw new RowLockedException();
        }
    }
}
