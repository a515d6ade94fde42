using System.Globalization;

namespace ChatService.LoadTests;

/// <summary>Sorted samples in milliseconds.</summary>
public sealed class Percentiles(IEnumerable<double> samples)
{
    private readonly double[] sorted = [.. samples.Order()];

    /// <summary>The smallest sample that at least this share of all does not exceed.</summary>
    public double At(double percent) => sorted.Length == 0 ? double.NaN : sorted[Math.Max(0, (int)Math.Ceiling(sorted.Length * percent / 100) - 1)];

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"p50 {At(50):0} ms, p90 {At(90):0} ms, p99 {At(99):0} ms, max {At(100):0} ms (n {sorted.Length})");
}
