using System.Data.Common;
using ChatService.Server.Platform.Storage.Rows;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace ChatService.Server.Platform.Storage;

/// <summary>An open connection and the transaction on it. Disposing rolls back what was not committed.</summary>
/// <param name="connection">Open.</param>
/// <param name="transaction">Begun on it.</param>
/// <param name="keepsConnection">The connection is the engine's own and outlives the transaction.</param>
/// <param name="restore">Makes the connection good for others again after a transaction that has failed.</param>
public sealed class StoreTransaction(DbConnection connection, DbTransaction transaction, bool keepsConnection = false, Action<DbConnection>? restore = null) : IAsyncDisposable
{
    public DbConnection Connection { get; } = connection;

    public DbTransaction Transaction { get; } = transaction;

    /// <summary>What the database calls the session, known when the transaction has begun; 0 where there is none.</summary>
    public int Session { get; set; }

    /// <summary>The database, or the way to it, has failed.</summary>
    public bool HasFailed { get; set; }

    /// <summary>The transaction that a context has begun; it stays the context's.</summary>
    public static StoreTransaction Of(ChatDb db)
    {
        ArgumentNullException.ThrowIfNull(db);
        return new StoreTransaction(db.Database.GetDbConnection(), db.Database.CurrentTransaction!.GetDbTransaction(), keepsConnection: true);
    }

    public async ValueTask DisposeAsync()
    {
        await Transaction.DisposeAsync();
        if (HasFailed)
        {
            restore?.Invoke(Connection);
        }

        if (!keepsConnection)
        {
            await Connection.DisposeAsync();
        }
    }
}

/// <summary>How a write transaction begins: with what is locked, and what is read at once when the locks were had.</summary>
/// <param name="Locks">Null: nothing is locked.</param>
/// <param name="Reads">In the same round trip.</param>
public sealed record WriteBegin(RowLocks? Locks, params IReadOnlyList<RowQuery> Reads)
{
    /// <summary>Nothing of either.</summary>
    public static readonly WriteBegin Plain = new(Locks: null);
}
