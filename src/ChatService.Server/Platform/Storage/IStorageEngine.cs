using System.Data.Common;
using ChatService.Contracts;
using ChatService.Server.Platform.Errors;
using ChatService.Server.Platform.Storage.Rows;
using Microsoft.EntityFrameworkCore;

namespace ChatService.Server.Platform.Storage;

/// <summary>What differs between the engines and cannot be said in EF Core.</summary>
public interface IStorageEngine
{
    /// <summary>sqlite or postgres.</summary>
    string Name { get; }

    /// <summary>How many append lanes there may be: one where there is one writer.</summary>
    int Lanes { get; }

    /// <summary>Several nodes may use it at once.</summary>
    bool IsShared { get; }

    /// <summary>Where the data is, for messages to an operator; no user and no password.</summary>
    string Place { get; }

    /// <summary>Sets the provider and the connection.</summary>
    void Configure(DbContextOptionsBuilder options);

    /// <summary>Waits for the right to write, at most 5 s, then <see cref="RefusedException"/> (unavailable). Dispose to release.</summary>
    ValueTask<IDisposable> EnterWriteAsync(CancellationToken cancellationToken);

    /// <summary>Opens a connection for writing and begins a transaction on it.</summary>
    ValueTask<StoreTransaction> OpenAsync(CancellationToken cancellationToken);

    /// <summary>
    /// The first statement of a write transaction: takes the locks, if any, and answers the time after the last of them was had, so that of two changes of one row the later one
    /// never carries the earlier time. Whole milliseconds, of the database's clock where several nodes share it. What is to be read with it is read after that, into <paramref name="rows"/>.
    /// </summary>
    ValueTask<WriteStart> BeginAsync(StoreTransaction transaction, WriteBegin begin, WriteRows rows, CancellationToken cancellationToken);

    /// <summary>Locks rows inside a write transaction, in id order, until its end; answers those it got, or null when one writer needs no locks. Then reads.</summary>
    ValueTask<IReadOnlySet<Guid>?> ReadAsync(StoreTransaction transaction, WriteBegin begin, WriteRows rows, CancellationToken cancellationToken);

    /// <summary>Stores what was changed and added.</summary>
    ValueTask SaveAsync(StoreTransaction transaction, WriteRows rows, CancellationToken cancellationToken);

    /// <summary>
    /// One transaction at a time per key, over all nodes, until the end of the transaction; the keys are locked in the order given. False when one was held and the caller would not
    /// wait. Nothing, and true, where there is one writer.
    /// </summary>
    ValueTask<bool> LockQueueAsync(StoreTransaction transaction, IReadOnlyList<string> keys, LockWaiting waiting, CancellationToken cancellationToken);

    /// <summary>The first statement of a migration's transaction: one node at a time, and a statement may take long.</summary>
    ValueTask BeginMigrationAsync(ChatDb db, CancellationToken cancellationToken);

    /// <summary>The time that decides, asked outside a write.</summary>
    ValueTask<DateTimeOffset> NowAsync(ChatDb db, CancellationToken cancellationToken);

    /// <summary>What a failure means for whoever called.</summary>
    StoreFailure Judge(Exception exception);

    /// <summary>After <see cref="StoreFailure.ConnectionLost"/>: the other connections are likely gone, too.</summary>
    void ForgetConnections();

    /// <summary>A statement of ours, not of EF Core's, has failed on a connection for reading: what is known of it may be wrong.</summary>
    void Doubt(DbConnection connection)
    {
    }

    /// <summary>
    /// True when the session of a transaction whose connection broke has ended in the database: what it has not committed by then it never will. Asked on another connection.
    /// </summary>
    ValueTask<bool> HasEndedAsync(ChatDb db, StoreTransaction broken, CancellationToken cancellationToken);

    /// <summary>True when a unique index refused the row: somebody else was first.</summary>
    bool IsUniqueViolation(Exception exception);

    /// <summary>True when the store is away or busy and the same call may be sent again.</summary>
    bool IsTransient(Exception exception) => exception is RefusedException { Refusal.Code: ErrorCode.Unavailable } || Judge(exception) is StoreFailure.Unavailable or StoreFailure.Locked or StoreFailure.ConnectionLost;
}

/// <summary>Kinds of failure.</summary>
public enum StoreFailure
{
    /// <summary>A bug or a rule: not the store's doing.</summary>
    Other,

    /// <summary>Somebody else was first; the same work, run again, will see what they did.</summary>
    LostRace,

    /// <summary>A lock was not had in time. Others can go on.</summary>
    Locked,

    /// <summary>The connection broke. Before the commit nothing was changed.</summary>
    ConnectionLost,

    /// <summary>The store is away, frozen, full or read-only.</summary>
    Unavailable,

    /// <summary>A text holds what this store cannot hold, such as NUL: the caller's mistake.</summary>
    Unstorable,
}
