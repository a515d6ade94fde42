using Microsoft.EntityFrameworkCore;
using ChatService.Server.Platform.Errors;

namespace ChatService.Server.Platform.Storage;

/// <summary>One write transaction: its context, its time and the events that will be told after the commit.</summary>
public sealed class WriteScope(ChatDb db, DateTimeOffset now)
{
    private readonly List<object> events = [];

    /// <summary>The context of this transaction.</summary>
    public ChatDb Db { get; } = db;

    /// <summary>One time for everything in this transaction.</summary>
    public DateTimeOffset Now { get; } = now;

    /// <summary>What will be told after the commit, in this order.</summary>
    public IReadOnlyList<object> Events => events;

    /// <summary>Tells the listeners after the commit; nobody hears it when the transaction fails.</summary>
    public void Tell(object committed) => events.Add(committed);
}

/// <summary>Every write goes through here: one transaction, then its events to the listeners in commit order.</summary>
public sealed class WriteSession(IDbContextFactory<ChatDb> contexts, IStorageEngine engine, CommitFeed feed)
{
    /// <summary>
    /// Runs the work in one transaction, saves, commits and tells. Throws <see cref="RefusedException"/> (unavailable, nothing changed) while the store is away.
    /// </summary>
    public async Task<T> RunAsync<T>(Func<WriteScope, CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(work);
        // Held until the listeners were told: that keeps what they hear in commit order on one writer.
        using var turn = await engine.EnterWriteAsync(cancellationToken);
        try
        {
            await using var db = await contexts.CreateDbContextAsync(cancellationToken);
            // A look at tracked rows would compare every row with its snapshot, JSON columns included; in a batch of 256 that is most of the time.
            db.ChangeTracker.AutoDetectChangesEnabled = false;
            // All or nothing is what a transaction here means: a savepoint before each save would be two more round trips for nobody.
            db.Database.AutoSavepointsEnabled = false;
            await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
            var scope = new WriteScope(db, await engine.NowAsync(db, cancellationToken));
            var result = await work(scope, cancellationToken);
            await db.SaveChangesAsync(cancellationToken);
            // A commit that has begun is not abandoned half-way: the caller's leaving must not make its outcome unknown.
            await transaction.CommitAsync(CancellationToken.None);
            feed.Tell(scope.Events);
            return result;
        }
        catch (Exception exception) when (engine.IsTransient(exception))
        {
            throw new RefusedException(Refusal.Unavailable);
        }
    }

    /// <summary>As above, without a result.</summary>
    public Task RunAsync(Func<WriteScope, CancellationToken, Task> work, CancellationToken cancellationToken) =>
        RunAsync<object?>(
            async (scope, token) =>
            {
                await work(scope, token);
                return null;
            },
            cancellationToken);
}
