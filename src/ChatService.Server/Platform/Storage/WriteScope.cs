using ChatService.Server.Platform.Storage.Rows;

namespace ChatService.Server.Platform.Storage;

/// <summary>One write transaction: its rows, its context, its time and the events that will be told after the commit.</summary>
public sealed class WriteScope(StoreTransaction transaction, Func<StoreTransaction, ChatDb> enlist, IStorageEngine engine, WriteRows rows, WriteStart start, LockWaiting waiting) : IAsyncDisposable
{
    private readonly List<object> events = [];
    private readonly HashSet<Guid>? locked = start.Got is null ? null : [.. start.Got];
    private ChatDb? db;

    /// <summary>The rows of every message go this way: see <see cref="WriteRows"/>.</summary>
    public WriteRows Rows { get; } = rows;

    /// <summary>Everything else goes by EF Core, in the same transaction. Its queries see what was saved, not what waits in <see cref="Rows"/>.</summary>
    public ChatDb Db => db ??= enlist(transaction);

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

    /// <summary>Locks rows that this transaction does not hold yet, then reads; both in one round trip.</summary>
    public async ValueTask ReadAsync(WriteBegin begin, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(begin);
        var missing = locked is null || begin.Locks is not { } locks ? null : locks with { Ids = [.. locks.Ids.Where(id => !locked.Contains(id))] };
        if (await engine.ReadAsync(transaction, begin with { Locks = missing }, Rows, cancellationToken) is { } got)
        {
            locked!.UnionWith(got);
        }
    }

    /// <summary>Stores what was changed so far, so that queries see it.</summary>
    public async Task SaveAsync(CancellationToken cancellationToken)
    {
        await StoreAsync(cancellationToken);
        Rows.Written();
    }

    /// <summary>The same at the end, when nobody changes anything any more.</summary>
    internal async Task StoreAsync(CancellationToken cancellationToken)
    {
        await engine.SaveAsync(transaction, Rows, cancellationToken);
        if (db is not null)
        {
            await db.SaveChangesAsync(cancellationToken);
        }
    }

    public ValueTask DisposeAsync() => db?.DisposeAsync() ?? ValueTask.CompletedTask;

    /// <summary>True when others may write meanwhile: what was read without a lock may be old by now.</summary>
    public bool IsShared => locked is not null;

    /// <summary>
    /// One transaction at a time per key, over all nodes, until the end of this one. Several keys are given in order, so that two transactions cannot wait for each other.
    /// <see cref="RowLockedException"/> when one is held and this transaction does not wait, or has waited too long.
    /// </summary>
    public async ValueTask LockQueueAsync(CancellationToken cancellationToken, params IReadOnlyList<string> keys)
    {
        if (IsShared && !await engine.LockQueueAsync(transaction, keys, waiting, cancellationToken))
        {
            throw new RowLockedException();
        }
    }
}
