using System.Diagnostics;
using ChatService.LoadTests.Report;

namespace ChatService.LoadTests.Measure;

/// <summary>Samples numbers at a steady pace until it is disposed.</summary>
public sealed class Timeline : IAsyncDisposable
{
    private readonly CancellationTokenSource stop = new();
    private readonly List<(double At, double[] Values)> samples = [];
    private readonly Func<double[]> read;
    private readonly Task sampling;

    public Timeline(TimeSpan every, Func<double[]> read)
    {
        this.read = read;
        sampling = Task.Run(() => SampleAsync(every));
    }

    /// <summary>As they were, one curve for each number.</summary>
    public IReadOnlyList<Curve> Levels(string plot, string unit, params string[] names) =>
        [.. names.Select((name, i) => new Curve(plot, name, unit, CurveAxis.Time, [.. samples.Select(s => new CurvePoint(s.At, s.Values[i]))]))];

    /// <summary>How much each number grew in a second, one curve for each.</summary>
    public IReadOnlyList<Curve> Rates(string plot, string unit, params string[] names) =>
        [.. names.Select((name, i) => new Curve(plot, name, unit, CurveAxis.Time, [.. samples.Zip(samples.Skip(1), (a, b) => new CurvePoint(b.At, (b.Values[i] - a.Values[i]) / (b.At - a.At)))]))];

    /// <summary>Seconds from the first sample to the last.</summary>
    public double Duration => samples.Count == 0 ? 0 : samples[^1].At;

    /// <summary>The last sample of one number.</summary>
    public double Last(int value) => samples.Count == 0 ? double.NaN : samples[^1].Values[value];

    /// <summary>Growth of one number in an hour, by least squares over the samples after the first so many seconds.</summary>
    public double HourlyGrowth(int value, double after)
    {
        var points = samples.Where(s => s.At >= after).Select(s => (X: s.At / 3_600, Y: s.Values[value])).ToList();
        if (points.Count < 3)
        {
            return double.NaN;
        }

        var (x, y) = (points.Average(p => p.X), points.Average(p => p.Y));
        return points.Sum(p => (p.X - x) * (p.Y - y)) / points.Sum(p => (p.X - x) * (p.X - x));
    }

    public async ValueTask DisposeAsync()
    {
        // Twice does no harm: it is stopped before it is read.
        await stop.CancelAsync();
        await sampling;
    }

    private async Task SampleAsync(TimeSpan every)
    {
        var began = Stopwatch.GetTimestamp();
        using var tick = new PeriodicTimer(every);
        try
        {
            do
            {
                samples.Add((Stopwatch.GetElapsedTime(began).TotalSeconds, read()));
            }
            while (await tick.WaitForNextTickAsync(stop.Token));
        }
        catch (OperationCanceledException)
        {
            // Over.
        }
    }
}
