using ChatService.Server.Platform.Errors;
using ChatService.Server.Platform.Storage;

namespace ChatService.Server.Features.Presence;

/// <summary>
/// Stores in batches what <see cref="VisitorPresence"/> has collected, and ends the presence of contacts whose node died.
/// A store that is away loses nothing: the same batch is taken again at the next tick.
/// </summary>
public sealed partial class VisitorPresenceWriter(
    VisitorPresence presence, VisitorPresenceStore store, VisitorPages pages, PageTrails trails, IStorageEngine engine, TimeProvider time, ILogger<VisitorPresenceWriter> logger) : BackgroundService
{
    /// <summary>Contacts of one transaction: few enough that a message does not wait for it noticeably.</summary>
    public const int BatchSize = 100;

    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan SweepEvery = TimeSpan.FromSeconds(2);

    // "Left at" of visitors whose process was killed is at most so old.
    private static readonly TimeSpan BeatEvery = TimeSpan.FromSeconds(10);

    // By the system's clock: this is about load. A burst of connects is one batch.
    private static readonly TimeSpan Spacing = TimeSpan.FromMilliseconds(200);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Visitors of an earlier process have this long to come back before the first sweep.
        var (sweptAt, beatAt) = (time.GetTimestamp() + (long)(VisitorPresenceStore.UnconfirmedFor.TotalSeconds * time.TimestampFrequency), time.GetTimestamp());
        using var tick = new PeriodicTimer(Tick, time);
        try
        {
            var ticked = tick.WaitForNextTickAsync(stoppingToken).AsTask();
            while (true)
            {
                await Task.WhenAny(ticked, presence.Changed);
                if (ticked.IsCompleted)
                {
                    await ticked;
                    ticked = tick.WaitForNextTickAsync(stoppingToken).AsTask();
                }

                await TryAsync(WriteAsync, stoppingToken);
                await TryAsync(WritePagesAsync, stoppingToken);
                if (time.GetElapsedTime(sweptAt) >= SweepEvery && await TryAsync(SweepAsync, stoppingToken))
                {
                    sweptAt = time.GetTimestamp();
                }

                if (presence.Count > 0 && time.GetElapsedTime(beatAt) >= BeatEvery && await TryAsync(store.BeatAsync, stoppingToken))
                {
                    beatAt = time.GetTimestamp();
                }

                await Task.Delay(Spacing, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // What is connected now is found again by the next start, or by the other nodes.
        }
    }

    private async Task WriteAsync(CancellationToken cancellationToken)
    {
        while (presence.Take(BatchSize) is { Count: > 0 } moves)
        {
            try
            {
                presence.Stored(await store.StoreAsync(moves, cancellationToken));
            }
            catch
            {
                presence.PutBack(moves);
                throw;
            }
        }
    }

    private async Task WritePagesAsync(CancellationToken cancellationToken)
    {
        while (pages.Take(BatchSize) is { Count: > 0 } taken)
        {
            try
            {
                pages.Stored(taken, await trails.StoreAsync(taken, cancellationToken));
            }
            catch
            {
                pages.PutBack(taken.Keys);
                throw;
            }
        }
    }

    private async Task SweepAsync(CancellationToken cancellationToken)
    {
        while (await store.EndUnconfirmedAsync(BatchSize, cancellationToken) == BatchSize)
        {
        }
    }

    private async Task<bool> TryAsync(Func<CancellationToken, Task> act, CancellationToken cancellationToken)
    {
        try
        {
            await act(cancellationToken);
            return true;
        }
        catch (Exception exception) when (exception is RefusedException || engine.IsTransient(exception))
        {
            // The store is away; readiness says so.
            return false;
        }
        catch (Exception exception) when (exception is not (OutOfMemoryException or OperationCanceledException))
        {
            WriteFailed(exception);
            return false;
        }
    }

    [LoggerMessage(1911, LogLevel.Error, "Storing the presence of visitors failed; retrying at the next tick")]
    private partial void WriteFailed(Exception exception);
}
