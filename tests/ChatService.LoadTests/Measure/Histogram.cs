using System.Globalization;
using System.Numerics;
using ChatService.LoadTests.Report;

namespace ChatService.LoadTests.Measure;

/// <summary>Waits from a microsecond to minutes with three significant bits more than their power of two, i.e. within 1 %: constant memory, safe for many writers.</summary>
public sealed class Histogram
{
    private const int SubBits = 7;
    private const int Subs = 1 << SubBits;

    private static readonly double[] Told = [50, 90, 95, 99, 99.9];
    private static readonly double[] Drawn = [0, 10, 25, 50, 75, 90, 95, 97.5, 99, 99.5, 99.75, 99.9, 99.95, 99.99, 99.995, 99.999];

    private readonly long[] counts = new long[(64 - SubBits) * Subs];
    private long total;
    private long largest;

    /// <summary>How many.</summary>
    public long Count => Interlocked.Read(ref total);

    /// <summary>The longest, milliseconds.</summary>
    public double LongestMs => Interlocked.Read(ref largest) / 1_000.0;

    /// <summary>Adds one wait.</summary>
    public void Add(TimeSpan wait)
    {
        var micros = Math.Max(0, (long)wait.TotalMicroseconds);
        Interlocked.Increment(ref counts[IndexOf(micros)]);
        Interlocked.Increment(ref total);
        for (var known = Interlocked.Read(ref largest); micros > known; known = Interlocked.Read(ref largest))
        {
            Interlocked.CompareExchange(ref largest, micros, known);
        }
    }

    /// <summary>The wait that so many percent do not exceed, milliseconds; NaN without any.</summary>
    public double At(double percent)
    {
        var rank = (long)Math.Ceiling(Count * percent / 100);
        long seen = 0;
        for (var i = 0; i < counts.Length && Count > 0; i++)
        {
            seen += Interlocked.Read(ref counts[i]);
            if (seen >= rank && seen > 0)
            {
                return Math.Min(TopOf(i) / 1_000.0, LongestMs);
            }
        }

        return double.NaN;
    }

    /// <summary>Percentiles and the longest as figures, milliseconds.</summary>
    public IReadOnlyList<Figure> Figures(string name) =>
        [.. Told.Select(percent => new Figure(string.Create(CultureInfo.InvariantCulture, $"{name} p{percent:0.#}"), "ms", At(percent))), new Figure($"{name} longest", "ms", LongestMs)];

    /// <summary>To be drawn, as far as there are enough waits to tell.</summary>
    public Curve Curve(string plot, string name) =>
        new(plot, name, "ms", CurveAxis.Percentile, [.. Drawn.Where(percent => Count * (1 - percent / 100) >= 1).Select(percent => new CurvePoint(percent, At(percent)))]);

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"p50 {At(50):0.0} ms, p90 {At(90):0.0} ms, p99 {At(99):0.0} ms, p99.9 {At(99.9):0.0} ms, max {LongestMs:0.0} ms (n {Count})");

    private static int IndexOf(long micros)
    {
        var power = Math.Max(0, 63 - BitOperations.LeadingZeroCount((ulong)micros | 1) - SubBits + 1);
        return power * (Subs / 2) + (int)(micros >> power);
    }

    private static long TopOf(int index)
    {
        if (index < Subs)
        {
            return index;
        }

        var power = (index - Subs / 2) / (Subs / 2);
        return ((long)(index - power * (Subs / 2)) + 1 << power) - 1;
    }
}
