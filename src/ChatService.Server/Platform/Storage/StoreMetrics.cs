using System.Diagnostics.Metrics;
using ChatService.Server.Platform.Observability;

namespace ChatService.Server.Platform.Storage;

/// <summary>How the store does, in numbers; all begin at zero.</summary>
public sealed class StoreMetrics : IDisposable
{
    private readonly Meter meter;
    private readonly Histogram<double> transaction;
    private readonly Counter<long> failures;

    public StoreMetrics(IMeterFactory meters)
    {
        ArgumentNullException.ThrowIfNull(meters);
        meter = meters.Create("ChatService.Store");
        transaction = meter.CreateHistogram(
            "chatservice.store.transaction", "s", "Committed write transactions, from the wait for their turn to the commit.", advice: Buckets.Seconds);
        failures = meter.CreateCounter<long>("chatservice.store.failures", "{transaction}", "Attempts at a write transaction that failed, by kind; many are tried again and succeed.");
        foreach (var kind in new[] { StoreFailure.LostRace, StoreFailure.Locked, StoreFailure.ConnectionLost, StoreFailure.Unavailable })
        {
            failures.Add(0, Tag(kind));
        }

        meter.CreateObservableGauge("chatservice.store.ready", () => IsReady ? 1 : 0, "1", "1 when the last write or the last look at readiness succeeded.");
    }

    /// <summary>The last word about the store.</summary>
    public bool IsReady { get; set; } = true;

    public void Dispose() => meter.Dispose();

    internal void Committed(TimeSpan took)
    {
        IsReady = true;
        transaction.Record(took.TotalSeconds);
    }

    internal void Failed(StoreFailure kind)
    {
        if (kind is StoreFailure.Other or StoreFailure.Unstorable)
        {
            // A bug or a caller's mistake says nothing about the store.
            return;
        }

        IsReady &= kind is not (StoreFailure.Unavailable or StoreFailure.ConnectionLost);
        failures.Add(1, Tag(kind));
    }

    private static KeyValuePair<string, object?> Tag(StoreFailure kind) => new("kind", kind switch
    {
        StoreFailure.LostRace => "lost_race",
        StoreFailure.Locked => "locked",
        StoreFailure.ConnectionLost => "connection_lost",
        _ => "unavailable",
    });
}
