using System.Diagnostics.Metrics;

namespace ChatService.Server.Platform.Observability;

/// <summary>Buckets of our histograms, for every reader of them the same.</summary>
internal static class Buckets
{
    /// <summary>Seconds, from a commit to a customer's patience; the promises (250 ms, 2, 5, 30 s) are bounds, so that what was kept is counted and not estimated.</summary>
    public static InstrumentAdvice<double> Seconds { get; } =
        new() { HistogramBucketBoundaries = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10, 20, 30, 60, 120, 300] };

    /// <summary>How many at once.</summary>
    public static InstrumentAdvice<int> Counts { get; } = new() { HistogramBucketBoundaries = [1, 2, 4, 8, 16, 32, 64, 128, 256] };
}
