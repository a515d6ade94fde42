namespace ChatService.Domain.Sla;

/// <summary>
/// Durations in seconds, as percentiles and buckets; never a mean. A bucket includes its upper bound and everything above the bound
/// before, as if durations were rounded up to whole seconds: 5.0 s lies in 0-5, 5.001 s in 6-10.
/// </summary>
public sealed record DurationDistribution(int Count, double? P50, double? P90, double? P95, IReadOnlyList<DurationBucket> Buckets)
{
    private static readonly (string Label, int? UpTo)[] Bounds =
        [("0-5", 5), ("6-10", 10), ("11-20", 20), ("21-30", 30), ("31-60", 60), ("61-120", 120), ("longer", null)];

    /// <summary>The distribution of durations in any order.</summary>
    public static DurationDistribution Of(IEnumerable<TimeSpan> durations)
    {
        var sorted = durations.Order().ToList();
        var counts = new int[Bounds.Length];
        foreach (var duration in sorted)
        {
            counts[BucketOf(duration)]++;
        }

        return new DurationDistribution(
            sorted.Count,
            Percentile(sorted, 50)?.TotalSeconds,
            Percentile(sorted, 90)?.TotalSeconds,
            Percentile(sorted, 95)?.TotalSeconds,
            [.. Bounds.Select((bound, i) => new DurationBucket(bound.Label, bound.UpTo, counts[i]))]);
    }

    /// <summary>The place of a duration's bucket, from 0.</summary>
    public static int BucketOf(TimeSpan duration) =>
        Array.FindIndex(Bounds, bound => bound.UpTo is not { } upTo || duration <= TimeSpan.FromSeconds(upTo));

    /// <summary>Nearest rank: the smallest duration that at least so many percent do not exceed. Null without durations.</summary>
    /// <param name="sorted">In ascending order.</param>
    /// <param name="percent">1 to 100.</param>
    public static TimeSpan? Percentile(IReadOnlyList<TimeSpan> sorted, int percent)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(percent, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(percent, 100);
        return sorted.Count == 0 ? null : sorted[(int)((((long)sorted.Count * percent) + 99) / 100) - 1];
    }
}
