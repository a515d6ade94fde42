using System.Diagnostics.Metrics;
using ChatService.Domain.Conversations;
using ChatService.Server.Features.Conversations;
using ChatService.Server.Platform;
using ChatService.Server.Platform.Errors;
using ChatService.Server.Platform.Observability;
using ChatService.Server.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace ChatService.Server.Features.Routing;

/// <summary>A customer's first wait is over: an agent has taken the conversation, or the customer has left.</summary>
public sealed record FirstWaitEnded(TimeSpan Waited, bool Served);

/// <summary>
/// The queue in numbers. How many wait and since when is read from the database every <see cref="Every"/>, on each node alike: it is one queue. Of waits that ended, each is
/// counted by the node that ended it.
/// </summary>
public sealed class QueueMetrics : BackgroundService, ICommitListener
{
    /// <summary>How often it looks: a scraper comes every 15 s or so.</summary>
    public static readonly TimeSpan Every = TimeSpan.FromSeconds(5);

    private readonly IDbContextFactory<ChatDb> contexts;
    private readonly IStorageEngine engine;
    private readonly IHostApplicationLifetime? lifetime;
    private readonly TimeProvider time;
    private readonly ILogger<QueueMetrics> logger;
    private readonly Meter meter;
    private readonly Histogram<double> waits;
    private volatile Look look = new(0, null);

    public QueueMetrics(
        IDbContextFactory<ChatDb> contexts, IStorageEngine engine, TimeProvider time, IMeterFactory meters, ILogger<QueueMetrics> logger, IHostApplicationLifetime? lifetime = null)
    {
        ArgumentNullException.ThrowIfNull(meters);
        (this.contexts, this.engine, this.time, this.logger, this.lifetime) = (contexts, engine, time, logger, lifetime);
        meter = meters.Create("ChatService.Routing");
        meter.CreateObservableGauge("chatservice.queue.waiting", () => look.Waiting, "{conversation}", "Conversations that wait for an agent; every node tells the same.");
        meter.CreateObservableGauge("chatservice.queue.oldest_wait", () => OldestWait().TotalSeconds, "s", "How long the one that waits longest has waited; every node tells the same.");
        waits = meter.CreateHistogram("chatservice.queue.wait", "s", "First waits that ended, by outcome: served or abandoned.", advice: Buckets.Seconds);
    }

    public void Committed(IReadOnlyList<object> events)
    {
        ArgumentNullException.ThrowIfNull(events);
        foreach (var ended in events.OfType<FirstWaitEnded>())
        {
            waits.Record(ended.Waited.TotalSeconds, new KeyValuePair<string, object?>("outcome", ended.Served ? "served" : "abandoned"));
        }
    }

    /// <summary>Looks now.</summary>
    public async Task LookAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var db = await contexts.CreateDbContextAsync(cancellationToken);
            var waiting = db.Set<Conversation>().AsNoTracking().Where(c => c.State == ConversationState.Queued || c.State == ConversationState.Offered);
            look = new Look(await waiting.CountAsync(cancellationToken), await waiting.MinAsync(c => c.QueuedAt, cancellationToken));
        }
        catch (Exception exception) when (exception is RefusedException || engine.IsTransient(exception))
        {
            // The store is away, which other figures tell; this one stays as it was.
        }
        catch (Exception exception) when (exception is not OutOfMemoryException && !cancellationToken.IsCancellationRequested)
        {
            RoutingLog.CountFailed(logger, exception);
        }
    }

    public override void Dispose()
    {
        meter.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await lifetime.StartedAsync(stoppingToken);
            // Scrapers live in real time, also where the server's clock is another.
            using var tick = new PeriodicTimer(Every, TimeProvider.System);
            do
            {
                await LookAsync(stoppingToken);
            }
            while (await tick.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Nothing to put away.
        }
    }

    private TimeSpan OldestWait() => look.Since is { } since && time.Now() - since is var wait && wait > TimeSpan.Zero ? wait : TimeSpan.Zero;

    private sealed record Look(int Waiting, DateTimeOffset? Since);
}
