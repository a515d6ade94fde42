using System.Globalization;

namespace ChatService.ClusterTests.Chaos;

/// <summary>Percentiles of waits, milliseconds.</summary>
internal sealed class Waits
{
    private readonly double[] sorted;

    public Waits(IEnumerable<Journal.Timed> waits) => sorted = [.. waits.Select(wait => wait.Milliseconds).Order()];

    public int Count => sorted.Length;

    public double Longest => sorted.Length == 0 ? 0 : sorted[^1];

    /// <summary>The value that so large a part of them does not exceed.</summary>
    public double At(double part) => sorted.Length == 0 ? 0 : sorted[(int)Math.Min(sorted.Length - 1, Math.Ceiling(part * sorted.Length) - 1)];

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"p50 {At(0.5):0} ms, p99 {At(0.99):0} ms, p99.9 {At(0.999):0} ms, longest {Longest:0} ms");
}
