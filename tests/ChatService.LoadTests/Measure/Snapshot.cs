using System.Diagnostics;
using ChatService.LoadTests.Report;
using ChatService.LoadTests.Stages;

namespace ChatService.LoadTests.Measure;

/// <summary>Processor time of all that take part, at one moment. Two of them are an interval.</summary>
public sealed class Snapshot
{
    private readonly IReadOnlyList<(string Name, TimeSpan Cpu)> cpu;
    private readonly long at = Stopwatch.GetTimestamp();

    private Snapshot(IReadOnlyList<(string Name, TimeSpan Cpu)> cpu) => this.cpu = cpu;

    /// <summary>Now.</summary>
    public static Snapshot Of(IStage stage)
    {
        ArgumentNullException.ThrowIfNull(stage);
        return new Snapshot(
        [
            .. stage.Processes.Select(p => (p.Name, ProcessMeter.Cpu(p.ProcessId))),
            ("load tool", Process.GetCurrentProcess().TotalProcessorTime),
        ]);
    }

    /// <summary>Seconds since an earlier one.</summary>
    public double SecondsSince(Snapshot earlier)
    {
        ArgumentNullException.ThrowIfNull(earlier);
        return Stopwatch.GetElapsedTime(earlier.at, at).TotalSeconds;
    }

    /// <summary>Microseconds for each of so many pieces of work done since an earlier one: of every process, and of all that serve.</summary>
    public IReadOnlyList<Figure> Each(Snapshot earlier, long count, string piece)
    {
        ArgumentNullException.ThrowIfNull(earlier);
        var each = cpu.Zip(earlier.cpu, (now, then) => new Figure($"CPU {now.Name}", $"µs/{piece}", (now.Cpu - then.Cpu).TotalMicroseconds / Math.Max(1, count))).ToList();
        return [.. each, new Figure("CPU in all", $"µs/{piece}, servers", each.SkipLast(1).Sum(f => f.Value))];
    }
}
