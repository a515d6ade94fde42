using System.Diagnostics;
using ChatService.Server.Platform.Errors;
using ChatService.Server.Platform.Nodes;
using ChatService.Server.Platform.Storage.Rows;
using Microsoft.EntityFrameworkCore;

namespace ChatService.Server.Platform.Storage;

/// <summary>
/// Every write goes through here: one transaction, then its events to the listeners in commit order.
/// Work may be run more than once before it is committed (a lost race, a lost connection), so it must change nothing outside its scope.
/// </summary>
public sealed class WriteSession(IDbContextFactory<ChatDb> contexts, RowTables tables, IStorageEngine engine, CommitFeed feed, StoreMetrics metrics, NodeNotices? notices = null)
{
    // Callers are answered within 5 s, whatever the store does; the rest is for the way back.
    private static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(4.5);

    // How long a database that broke off a commit is asked what became of it.
    private static readonly TimeSpan LookFor = TimeSpan.FromSeconds(4);

    // Each rerun sees what the winner of the last race did. Whoever loses this often is refused.
    private const int MostRaces = 20;

    /// <summary>
    /// Runs the work in one transaction, saves, commits and tells. Throws <see cref="RefusedException"/> (unavailable, nothing changed) while the store is away.
    /// </summary>
    public Task<T> RunAsync<T>(Func<WriteScope, CancellationToken, Task<T>> work, CancellationToken cancellationToken) => RunAsync(WriteBegin.Plain, work, cancellationToken);

    /// <summary>As above, with rows that are locked before the time is read, and rows that are read then.</summary>
    public async Task<T> RunAsync<T>(WriteBegin begin, Func<WriteScope, CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(begin);
        ArgumentNullException.ThrowIfNull(work);
        var clock = Stopwatch.StartNew();
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await AttemptAsync(begin, work, attempt == 1 ? null : AnswerWithin - clock.Elapsed, cancellationToken);
            }
            catch (Exception exception) when (exception is not (OutOfMemoryException or RefusedException) && !cancellationToken.IsCancellationRequested)
            {
                var failure = engine.Judge(exception);
                metrics.Failed(failure);
                if (await IsWorthAnotherAsync(failure, attempt, AnswerWithin - clock.Elapsed, cancellationToken))
                {
                    continue;
                }

                if (Refused(exception) is { } refused)
                {
                    throw refused;
                }

                throw;
            }
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

    // Null: not the store's doing, for the caller to see as it is.
    private RefusedException? Refused(Exception exception) => engine.Judge(exception) switch
    {
        StoreFailure.Locked => new RowLockedException(),
        StoreFailure.Unstorable => new RefusedException(Refusal.Unstorable, exception),
        StoreFailure.Unavailable or StoreFailure.ConnectionLost => new RefusedException(Refusal.Unavailable, exception),
        _ => exception is OperationCanceledException ? new RefusedException(Refusal.Unavailable, exception) : null,
    };

    private async Task<bool> IsWorthAnotherAsync(StoreFailure failure, int attempt, TimeSpan left, CancellationToken cancellationToken)
    {
        if (failure == StoreFailure.LostRace && attempt < MostRaces && left > TimeSpan.Zero)
        {
            // Those who lost together must not meet again together.
            await Task.Delay(Random.Shared.Next(Math.Min(5 * (attempt - 1), 50) + 1), cancellationToken);
            return true;
        }

        var pause = Pause(attempt);
        if (failure != StoreFailure.ConnectionLost || left < pause * 2)
        {
            return false;
        }

        engine.ForgetConnections();
        await Task.Delay(pause, cancellationToken);
        return true;
    }

    private async Task<T> AttemptAsync<T>(WriteBegin begin, Func<WriteScope, CancellationToken, Task<T>> work, TimeSpan? left, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        if (left is { } time)
        {
            limit.CancelAfter(time > TimeSpan.Zero ? time : TimeSpan.Zero);
        }

        var began = Stopwatch.GetTimestamp();

        // Held until the listeners were told: that keeps what they hear in commit order on one writer.
        using var turn = await engine.EnterWriteAsync(limit.Token);
        await using var transaction = await engine.OpenAsync(limit.Token);
        try
        {
            var (result, events) = await TransactAsync(transaction, begin, work, limit.Token);
            metrics.Committed(Stopwatch.GetElapsedTime(began));
            feed.Tell(events);
            return result;
        }
        catch (Exception exception) when (exception is not RefusedException)
        {
            transaction.HasFailed = true;
            throw;
        }
    }

    private async Task<(T Result, IReadOnlyList<object> Events)> TransactAsync<T>(StoreTransaction transaction, WriteBegin begin, Func<WriteScope, CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        var rows = new WriteRows(tables);
        var start = await engine.BeginAsync(transaction, begin, rows, cancellationToken);
        await using var scope = new WriteScope(transaction, Enlist, engine, rows, start, begin.Locks?.Waiting ?? LockWaiting.Patient);
        var result = await work(scope, cancellationToken);
        if (engine.IsShared)
        {
            notices?.Write(scope);
        }

        await scope.StoreAsync(cancellationToken);
        try
        {
            // A commit that has begun is not abandoned half-way: the caller's leaving must not make its outcome unknown.
            await transaction.Transaction.CommitAsync(CancellationToken.None);
        }
        catch (Exception exception) when (engine.Judge(exception) is StoreFailure.ConnectionLost or StoreFailure.Unavailable)
        {
            engine.ForgetConnections();
            switch (scope.Witness is null ? null : await WasCommittedAsync(scope.Witness, transaction))
            {
                case null:
                    throw new UnknownCommitException();
                case false:
                    // As if it had broken before: the same work may run again.
                    throw;
            }
        }

        return (result, scope.Events);
    }

    private ChatDb Enlist(StoreTransaction transaction)
    {
        var db = contexts.CreateDbContext();
        // A look at tracked rows would compare every row with its snapshot, JSON columns included; in a batch of 128 that is most of the time.
        db.ChangeTracker.AutoDetectChangesEnabled = false;
        // All or nothing is what a transaction here means: a savepoint before each save would be two more round trips for nobody.
        db.Database.AutoSavepointsEnabled = false;
        db.Database.SetDbConnection(transaction.Connection);
        db.Database.UseTransaction(transaction.Transaction);
        return db;
    }

    // Null: the database has not said so in time.
    private async Task<bool?> WasCommittedAsync(object witness, StoreTransaction broken)
    {
        using var limit = new CancellationTokenSource(LookFor);
        while (true)
        {
            try
            {
                await using var db = await contexts.CreateDbContextAsync(limit.Token);
                // In this order: a session that has ended before the look changes nothing after it.
                var ended = await engine.HasEndedAsync(db, broken, limit.Token);
                var key = db.Model.FindEntityType(witness.GetType())!.FindPrimaryKey()!.Properties.Select(p => p.PropertyInfo!.GetValue(witness)).ToArray();
                if (await db.FindAsync(witness.GetType(), key, limit.Token) is not null)
                {
                    return true;
                }

                if (ended)
                {
                    return false;
                }
            }
            catch (Exception exception) when (exception is OperationCanceledException && limit.IsCancellationRequested)
            {
                return null;
            }
            catch (Exception exception) when (exception is RefusedException || engine.IsTransient(exception))
            {
                // It restarts: asked again until it answers or the time is over.
            }

            await Task.WhenAny(Task.Delay(Pause(3), limit.Token));
        }
    }

    // 20, 40, 80 … 320 ms: a database that restarts is back within a few of them.
    private static TimeSpan Pause(int attempt) => TimeSpan.FromMilliseconds(20 << Math.Min(attempt - 1, 4));
}
