using ChatService.Server.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace ChatService.Server.Platform.Health;

/// <summary>Can the store be reached and written? The answer is kept for a second, so that asking often costs nothing.</summary>
public sealed partial class StoreProbe(WriteSession writes, StoreMetrics metrics, TimeProvider time, ILogger<StoreProbe> logger) : IDisposable
{
    private static readonly TimeSpan KeepFor = TimeSpan.FromSeconds(1);

    // A write takes milliseconds. Whoever asks gives up after a few seconds, and no answer is the worst answer: a store that hangs is not ready.
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(3);

    private readonly SemaphoreSlim one = new(1, 1);
    private (bool Ready, DateTimeOffset At)? last;

    /// <summary>True when a write was committed just now.</summary>
    public async Task<bool> IsReadyAsync(CancellationToken cancellationToken)
    {
        await one.WaitAsync(cancellationToken);
        try
        {
            if (last is not { } known || time.GetUtcNow() - known.At >= KeepFor)
            {
                var ready = await WriteAsync();
                if (!ready && last is null or { Ready: true })
                {
                    LogNotReady(logger);
                }

                metrics.IsReady = ready;
                last = known = (ready, time.GetUtcNow());
            }

            return known.Ready;
        }
        finally
        {
            one.Release();
        }
    }

    public void Dispose() => one.Dispose();

    private async Task<bool> WriteAsync()
    {
        try
        {
            // The caller's leaving must not count as an ill store: the write has its own limit.
            using var limit = new CancellationTokenSource(Limit);
            // It rewrites a row as it is: reading alone does not notice a full disk.
            await writes.RunAsync(
                (scope, token) => scope.Db.Database.ExecuteSqlRawAsync("UPDATE schema_version SET name = name WHERE version = 1", token), limit.Token);
            return true;
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // Whatever it is, a store that does not take a write is not ready.
            return false;
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "The store does not take writes; this node is not ready.")]
    private static partial void LogNotReady(ILogger logger);
}
