using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Text;

namespace ChatService.Server.Platform.Observability;

/// <summary>
/// Listens to the meters of this process and writes them as Prometheus text (format 0.0.4). Our meters begin with <c>ChatService</c>; of the framework's,
/// those about requests, connections and the runtime.
/// </summary>
public sealed class MetricsExporter : IHostedService, IDisposable
{
    private static readonly string[] FrameworkMeters =
        ["System.Runtime", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "Microsoft.AspNetCore.Http.Connections"];

    private readonly ConcurrentDictionary<Instrument, MetricFamily> families = new();
    private readonly MeterListener listener = new();
    private readonly Lock observing = new();

    public MetricsExporter(IMeterFactory meters)
    {
        ArgumentNullException.ThrowIfNull(meters);
        listener.InstrumentPublished = (instrument, self) =>
        {
            // A meter's scope is the factory that made it: those of another host in this process are not ours. The runtime's has none.
            var ours = instrument.Meter.Scope is null || ReferenceEquals(instrument.Meter.Scope, meters);
            if (ours && (instrument.Meter.Name.StartsWith("ChatService", StringComparison.Ordinal) || FrameworkMeters.Contains(instrument.Meter.Name)))
            {
                self.EnableMeasurementEvents(instrument, families.GetOrAdd(instrument, i => new MetricFamily(i)));
            }
        };
        listener.SetMeasurementEventCallback<double>((_, value, tags, family) => Record(family, value, tags));
        listener.SetMeasurementEventCallback<float>((_, value, tags, family) => Record(family, value, tags));
        listener.SetMeasurementEventCallback<long>((_, value, tags, family) => Record(family, value, tags));
        listener.SetMeasurementEventCallback<int>((_, value, tags, family) => Record(family, value, tags));
        listener.SetMeasurementEventCallback<short>((_, value, tags, family) => Record(family, value, tags));
        listener.SetMeasurementEventCallback<byte>((_, value, tags, family) => Record(family, value, tags));
        listener.SetMeasurementEventCallback<decimal>((_, value, tags, family) => Record(family, (double)value, tags));
        listener.Start();
    }

    /// <summary>Everything as of now.</summary>
    public string Write()
    {
        lock (observing)
        {
            foreach (var family in families.Values)
            {
                family.BeginObservation();
            }

            listener.RecordObservableInstruments();
            var text = new StringBuilder(16 * 1024);
            foreach (var family in families.Values.GroupBy(f => f.Name, StringComparer.Ordinal).OrderBy(f => f.Key, StringComparer.Ordinal))
            {
                // Two instruments of one name would be two families of one name, which no scraper takes.
                family.First().Write(text);
            }

            return text.ToString();
        }
    }

    /// <summary>Nothing to start: being made early enough to hear the first measurement is the point of being hosted.</summary>
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => listener.Dispose();

    private static void Record(object? family, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags) => (family as MetricFamily)?.Record(value, tags);
}
