using System.Diagnostics.Metrics;

namespace ChatService.Realtime;

/// <summary>What connections and the backplane do, in numbers; all begin at zero.</summary>
public sealed class RealtimeMetrics : IDisposable
{
    private static readonly KeyValuePair<string, object?> Overflow = new("reason", "overflow");
    private static readonly KeyValuePair<string, object?> Refused = new("reason", "refused");

    private readonly Meter meter;
    private readonly UpDownCounter<long> connections;
    private readonly Counter<long> queueDropped;
    private readonly Counter<long> slowConsumers;
    private readonly Counter<long> published;
    private readonly Counter<long> notPublished;
    private readonly Counter<long> received;
    private readonly Counter<long> malformed;
    private readonly Counter<long> unsigned;
    private readonly Counter<long> gaps;
    private readonly Counter<long> reconnects;

    public RealtimeMetrics(IMeterFactory meters)
    {
        ArgumentNullException.ThrowIfNull(meters);
        meter = meters.Create("ChatService.Realtime");
        connections = meter.CreateUpDownCounter<long>("chatservice.realtime.connections", "{connection}", "Live connections of this node, by hub.");
        queueDropped = meter.CreateCounter<long>("chatservice.realtime.queue.dropped", "{message}", "Signs such as typing that were dropped for a slow client.");
        slowConsumers = meter.CreateCounter<long>("chatservice.realtime.slow_consumers", "{connection}", "Connections that were cut because their client did not read.");
        published = meter.CreateCounter<long>("chatservice.backplane.published", "{message}", "Messages handed to the other nodes.");
        notPublished = meter.CreateCounter<long>("chatservice.backplane.dropped", "{message}", "Messages that could not be handed to the other nodes, by reason.");
        received = meter.CreateCounter<long>("chatservice.backplane.received", "{message}", "Messages of other nodes.");
        malformed = meter.CreateCounter<long>("chatservice.backplane.malformed", "{message}", "What came over the backplane and could not be read.");
        unsigned = meter.CreateCounter<long>("chatservice.backplane.unsigned", "{frame}", "Frames that were dropped because this installation has not signed them.");
        gaps = meter.CreateCounter<long>("chatservice.backplane.gaps", "{gap}", "Times that something may have been missed and was caught up with.");
        reconnects = meter.CreateCounter<long>("chatservice.backplane.reconnects", "{connection}", "Times that the connection was given up and built anew.");
        meter.CreateObservableGauge("chatservice.backplane.connected", () => Connected ? 1 : 0, "1", "1 while the other nodes are heard.");
        meter.CreateObservableGauge("chatservice.backplane.expected", () => Expected ? 1 : 0, "1", "1 where there are to be other nodes: only there does it matter whether they are heard.");
        meter.CreateObservableGauge("chatservice.backplane.nodes", () => Nodes, "{node}", "Nodes that are heard, this one included.");
        foreach (var counter in new[] { queueDropped, slowConsumers, published, received, malformed, unsigned, gaps, reconnects })
        {
            counter.Add(0);
        }

        notPublished.Add(0, Overflow);
        notPublished.Add(0, Refused);
    }

    /// <summary>There are to be other nodes.</summary>
    internal bool Expected { get; set; }

    /// <summary>The other nodes are heard.</summary>
    internal bool Connected { get; set; }

    /// <summary>Nodes that are heard, with this one.</summary>
    internal int Nodes { get; set; } = 1;

    public void Dispose() => meter.Dispose();

    internal void Connections(string hub, int change) => connections.Add(change, new KeyValuePair<string, object?>("hub", hub));

    internal void QueueDropped() => queueDropped.Add(1);

    internal void SlowConsumer() => slowConsumers.Add(1);

    internal void Published(int count) => published.Add(count);

    internal void NotPublished(int count, bool overflow) => notPublished.Add(count, overflow ? Overflow : Refused);

    internal void Received() => received.Add(1);

    internal void Malformed() => malformed.Add(1);

    internal void Unsigned() => unsigned.Add(1);

    internal void Gap() => gaps.Add(1);

    internal void Reconnecting() => reconnects.Add(1);
}
