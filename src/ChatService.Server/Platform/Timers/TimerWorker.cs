using System.Collections.Concurrent;
using ChatService.Server.Platform.Errors;
using ChatService.Server.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace ChatService.Server.Platform.Timers;

/// <summary>
/// Fires due timers. Armed timers of the next minute are kept in memory for precision; a sweep of the table every
/// <see cref="SweepEvery"/> is the safety net that also finds what another node has armed, in case that node is no more. The table decides: firing is a compare-and-set,
/// so it does not matter how many nodes try.
/// </summary>
public sealed partial class TimerWorker(
    IDbContextFactory<ChatDb> contexts,
    IStorageEngine engine,
    IEnumerable<ITimerRunner> runners,
    TimeProvider time,
    TimerMetrics metrics,
    ILogger<TimerWorker> logger,
    IHostApplicationLifetime? lifetime = null) : BackgroundService, ICommitListener
{
    private static readonly TimeSpan SweepEvery = TimeSpan.FromSeconds(2);

    // Further away than this is left to the table: memory stays bounded by what is due soon.
    private static readonly TimeSpan Horizon = TimeSpan.FromMinutes(1);

    private const int SweepBatch = 2_000;

    // Due together they share few commits: a lane takes at most 256 of them at a time.
    private const int MostAtOnce = 512;

    private readonly PriorityQueue<TimerArmed, DateTimeOffset> soon = new();
    private readonly Dictionary<Guid, DateTimeOffset> known = [];
    private readonly ConcurrentQueue<TimerArmed> incoming = new();
    private readonly SemaphoreSlim wake = new(0);
    private readonly SemaphoreSlim running = new(MostAtOnce);
    private readonly Dictionary<Guid, DateTimeOffset> retryAt = [];

    public void Committed(IReadOnlyList<object> events)
    {
        ArgumentNullException.ThrowIfNull(events);
        var any = false;
        foreach (var item in events)
        {
            if (item is TimerArmed timer)
            {
                incoming.Enqueue(timer);
                any = true;
            }
        }

        if (any)
        {
            wake.Release();
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await lifetime.StartedAsync(stoppingToken);
            await WorkAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Stopped before it began.
        }

        // Those that are firing need the store: it stays until they have ended.
        for (var ended = 0; ended < MostAtOnce; ended++)
        {
            await running.WaitAsync(CancellationToken.None);
        }
    }

    private async Task WorkAsync(CancellationToken stoppingToken)
    {
        var nextSweep = DateTimeOffset.MinValue;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (time.Now() >= nextSweep)
                {
                    await SweepAsync(stoppingToken);
                    nextSweep = time.Now() + SweepEvery;
                }

                TakeIncoming();
                await FireDueAsync(stoppingToken);
                await WaitAsync(nextSweep, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception) when (exception is not OutOfMemoryException)
            {
                if (exception is not RefusedException)
                {
                    SweepFailed(exception);
                }

                nextSweep = time.Now() + SweepEvery;
                await WaitAsync(nextSweep, stoppingToken);
            }
        }
    }

    private async Task SweepAsync(CancellationToken cancellationToken)
    {
        var before = Known();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        // Corrects this node's idea of the time, also when nothing is written.
        var until = await engine.NowAsync(db, cancellationToken) + Horizon;
        var rows = await db.Set<DurableTimer>().AsNoTracking()
            .Where(t => t.State == TimerState.Armed && t.DueAt <= until)
            .OrderBy(t => t.DueAt).Take(SweepBatch)
            .Select(t => new TimerArmed(t.Id, t.Kind, t.ConversationId, t.DueAt))
            .ToListAsync(cancellationToken);
        DropEnded(before, rows, rows.Count < SweepBatch ? until : rows[^1].DueAt);
        foreach (var row in rows)
        {
            Keep(row);
        }
    }

    private Dictionary<Guid, DateTimeOffset> Known()
    {
        lock (known)
        {
            return new Dictionary<Guid, DateTimeOffset>(known);
        }
    }

    // Most timers end before they are due: an answer came. What was known before the sweep and is not among its rows would fire for nothing, at the price of a transaction.
    private void DropEnded(Dictionary<Guid, DateTimeOffset> before, List<TimerArmed> rows, DateTimeOffset seenUntil)
    {
        rows.ForEach(row => before.Remove(row.Id));
        lock (known)
        {
            foreach (var id in before.Where(timer => timer.Value < seenUntil).Select(timer => timer.Key))
            {
                known.Remove(id);
            }
        }
    }

    private void TakeIncoming()
    {
        var until = time.Now() + Horizon;
        while (incoming.TryDequeue(out var timer))
        {
            if (timer.DueAt <= until)
            {
                Keep(timer);
            }
        }
    }

    private void Keep(TimerArmed timer)
    {
        lock (known)
        {
            if (retryAt.TryGetValue(timer.Id, out var notBefore) && time.Now() < notBefore)
            {
                return;
            }

            if (known.TryAdd(timer.Id, timer.DueAt))
            {
                soon.Enqueue(timer, timer.DueAt);
            }
        }
    }

    private async Task FireDueAsync(CancellationToken cancellationToken)
    {
        while (soon.TryPeek(out var timer, out var due) && due <= time.Now())
        {
            soon.Dequeue();
            if (IsKnown(timer.Id))
            {
                await running.WaitAsync(cancellationToken);
                _ = FireOneAsync(timer, cancellationToken);
            }
        }
    }

    private bool IsKnown(Guid id)
    {
        lock (known)
        {
            return known.ContainsKey(id);
        }
    }

    private async Task FireOneAsync(TimerArmed timer, CancellationToken cancellationToken)
    {
        var failed = false;
        try
        {
            var runner = runners.FirstOrDefault(r => r.Runs(timer.Kind, timer.ConversationId));
            if (runner is null)
            {
                NoRunner(timer.Kind, timer.Id);
                failed = true;
                return;
            }

            await runner.FireAsync(timer, cancellationToken);
            metrics.Fired(time.Now() - timer.DueAt);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The row stays armed; the next start finds it.
        }
        catch (RefusedException)
        {
            // The store was away or busy: the sweep brings it back.
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            failed = true;
            metrics.Failed();
            FireFailed(exception, timer.Kind, timer.Id);
        }
        finally
        {
            Forget(timer.Id, failed);
            running.Release();
        }
    }

    private void Forget(Guid id, bool failed)
    {
        lock (known)
        {
            known.Remove(id);
            retryAt.Remove(id);
            if (failed)
            {
                // A timer that fails for a reason of its own must not be tried in a tight loop.
                retryAt[id] = time.Now() + TimeSpan.FromSeconds(30);
            }
        }
    }

    private async Task WaitAsync(DateTimeOffset nextSweep, CancellationToken cancellationToken)
    {
        var until = soon.TryPeek(out _, out var due) && due < nextSweep ? due : nextSweep;
        var wait = until - time.Now();
        if (wait <= TimeSpan.Zero)
        {
            return;
        }

        // Both wake it: a newly armed timer, and the time (a fake clock included).
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await using var timer = time.CreateTimer(static state => ((SemaphoreSlim)state!).Release(), wake, wait, Timeout.InfiniteTimeSpan);
        await wake.WaitAsync(limit.Token);
        while (wake.CurrentCount > 0)
        {
            await wake.WaitAsync(limit.Token);
        }
    }

    [LoggerMessage(1101, LogLevel.Error, "Looking for due timers failed")]
    private partial void SweepFailed(Exception exception);

    [LoggerMessage(1102, LogLevel.Error, "Timer {Kind} {TimerId} failed; it is tried again in 30 s")]
    private partial void FireFailed(Exception exception, string kind, Guid timerId);

    [LoggerMessage(1103, LogLevel.Error, "Nobody handles timers of kind {Kind} ({TimerId})")]
    private partial void NoRunner(string kind, Guid timerId);
}
