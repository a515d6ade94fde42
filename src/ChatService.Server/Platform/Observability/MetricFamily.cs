using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;

namespace ChatService.Server.Platform.Observability;

/// <summary>One instrument and its series. Begins at zero, so that the first event is an increase and not a new line.</summary>
internal sealed class MetricFamily
{
    // A tag with unbounded values must not become unbounded memory.
    private const int MaxSeries = 1_000;

    // Latencies of a chat: the promises are 250 ms, 2 s, 5 s and 30 s.
    private static readonly double[] Seconds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10, 30, 60, 120, 300];
    private static readonly double[] Milliseconds = [1, 2.5, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_000, 5_000, 10_000, 30_000];
    private static readonly double[] Sizes = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1_024, 4_096, 16_384, 65_536, 262_144, 1_048_576];

    private readonly ConcurrentDictionary<string, Series> series = new(StringComparer.Ordinal);
    private readonly Instrument instrument;
    private readonly Kind kind;
    private readonly double[] bounds;
    private readonly string name;

    public MetricFamily(Instrument instrument)
    {
        this.instrument = instrument;
        kind = KindOf(instrument);
        bounds = kind == Kind.Histogram ? BoundsOf(instrument) : [];
        name = MetricName.Of(instrument, kind is Kind.Counter or Kind.ObservedCounter);
    }

    private enum Kind
    {
        Counter,
        Sum,
        ObservedCounter,
        Gauge,
        Histogram,
    }

    public string Name => name;

    public void Record(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var labels = MetricName.Labels(tags);
        if (!series.TryGetValue(labels, out var one))
        {
            if (series.Count >= MaxSeries)
            {
                return;
            }

            one = series.GetOrAdd(labels, _ => new Series(bounds.Length));
        }

        one.Record(value, kind is Kind.Counter or Kind.Sum, bounds);
    }

    /// <summary>Before observing: what is not seen again is gone.</summary>
    public void BeginObservation()
    {
        if (instrument.IsObservable)
        {
            series.Clear();
        }
    }

    public void Write(StringBuilder text)
    {
        var type = kind switch
        {
            Kind.Counter or Kind.ObservedCounter => "counter",
            Kind.Histogram => "histogram",
            _ => "gauge",
        };
        text.Append("# HELP ").Append(name).Append(' ').Append((instrument.Description ?? instrument.Name).ReplaceLineEndings(" ")).Append('\n');
        text.Append("# TYPE ").Append(name).Append(' ').Append(type).Append('\n');
        if (series.IsEmpty && !instrument.IsObservable)
        {
            new Series(bounds.Length).Write(text, name, string.Empty, kind == Kind.Histogram ? bounds : null);
        }

        foreach (var (labels, one) in series.OrderBy(s => s.Key, StringComparer.Ordinal))
        {
            one.Write(text, name, labels, kind == Kind.Histogram ? bounds : null);
        }
    }

    private static Kind KindOf(Instrument instrument)
    {
        var type = instrument.GetType().GetGenericTypeDefinition();
        return type == typeof(Counter<>) ? Kind.Counter
            : type == typeof(UpDownCounter<>) ? Kind.Sum
            : type == typeof(ObservableCounter<>) ? Kind.ObservedCounter
            : type == typeof(Histogram<>) ? Kind.Histogram
            : Kind.Gauge;
    }

    private static double[] BoundsOf(Instrument instrument) => instrument switch
    {
        Histogram<double> { Advice.HistogramBucketBoundaries: { Count: > 0 } advised } => [.. advised],
        Histogram<long> { Advice.HistogramBucketBoundaries: { Count: > 0 } advised } => [.. advised.Select(b => (double)b)],
        Histogram<int> { Advice.HistogramBucketBoundaries: { Count: > 0 } advised } => [.. advised.Select(b => (double)b)],
        { Unit: "s" } => Seconds,
        { Unit: "ms" } => Milliseconds,
        _ => Sizes,
    };

    private sealed class Series(int bounds)
    {
        private readonly Lock gate = new();
        private readonly long[] counts = new long[bounds + 1];
        private double value;

        public void Record(double recorded, bool adds, double[] limits)
        {
            lock (gate)
            {
                if (limits.Length > 0)
                {
                    var at = Array.BinarySearch(limits, recorded);
                    counts[at < 0 ? ~at : at]++;
                    value += recorded;
                }
                else
                {
                    value = adds ? value + recorded : recorded;
                }
            }
        }

        public void Write(StringBuilder text, string name, string labels, double[]? limits)
        {
            lock (gate)
            {
                if (limits is null)
                {
                    Line(text, name, labels, Text(value));
                    return;
                }

                long total = 0;
                for (var i = 0; i <= limits.Length; i++)
                {
                    total += counts[i];
                    var limit = $"le=\"{(i < limits.Length ? Text(limits[i]) : "+Inf")}\"";
                    Line(text, name + "_bucket", labels.Length == 0 ? limit : $"{labels},{limit}", Text(total));
                }

                Line(text, name + "_sum", labels, Text(value));
                Line(text, name + "_count", labels, Text(total));
            }
        }

        private static void Line(StringBuilder text, string name, string labels, string value)
        {
            text.Append(name);
            if (labels.Length > 0)
            {
                text.Append('{').Append(labels).Append('}');
            }

            text.Append(' ').Append(value).Append('\n');
        }

        private static string Text(double number) => number.ToString("R", CultureInfo.InvariantCulture);
    }
}
