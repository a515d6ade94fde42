using ChatService.LoadTests.Measure;
using ChatService.LoadTests.Report;
using ChatService.LoadTests.Stages;
using ChatService.LoadTests.Wire;
using ChatService.Testing;

namespace ChatService.LoadTests.Scenarios.Talk;

/// <summary>How long and how hard is talked.</summary>
public sealed record TalkPlan(int Pairs, WireForm Form, double? Rate, TimeSpan WarmUp, TimeSpan Time, bool WithMemory = false);

/// <summary>One stretch of <see cref="Traffic"/> on a stage, measured and then checked against the store.</summary>
public static class Measured
{
    private const double Megabyte = 1_048_576;

    private static readonly TimeSpan MemoryEvery = TimeSpan.FromSeconds(5);

    /// <summary>The run, without the settings of the call.</summary>
    public static async Task<Run> RunAsync(string scenario, IStage stage, TalkPlan plan, Progress progress)
    {
        ArgumentNullException.ThrowIfNull(stage);
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(progress);
        var pairs = await stage.OpenAsync(plan.Pairs, plan.Form, progress);
        var traffic = new Traffic(pairs, plan.Rate, stage.KeepsHistory);
        using var stop = new CancellationTokenSource();
        var talking = Task.Run(() => traffic.TalkAsync(stop.Token));
        await using var timeline = new Timeline(TimeSpan.FromSeconds(1), () =>
        {
            progress.Tell($"{stage.Name}: {traffic.Acked} acked, {traffic.DeliveredCount} shown, {traffic.Refused} refused{(traffic.IsMeasuring ? string.Empty : ", warming up")}");
            return [traffic.Acked, traffic.DeliveredCount];
        });
        await Task.WhenAny(talking, Task.Delay(plan.WarmUp));
        var (before, counted) = (Snapshot.Of(stage), (traffic.Acked, traffic.DeliveredCount, traffic.Bytes));
        traffic.IsMeasuring = true;
        await using var levels = new Timeline(MemoryEvery, () => [.. stage.Processes.SelectMany(p => new[] { ProcessMeter.Memory(p.ProcessId) / Megabyte, ProcessMeter.Handles(p.ProcessId) })]);
        await Task.WhenAny(talking, Task.Delay(plan.Time));
        traffic.IsMeasuring = false;
        var after = Snapshot.Of(stage);
        var (acked, shown, bytes) = (traffic.Acked - counted.Acked, traffic.DeliveredCount - counted.DeliveredCount, traffic.Bytes - counted.Bytes);
        await stop.CancelAsync();
        await talking;
        await timeline.DisposeAsync();
        await levels.DisposeAsync();
        progress.Step("comparing with what is stored");
        var late = await traffic.SettleAsync();
        foreach (var pair in pairs)
        {
            pair.Customer.Dispose();
            pair.Agent.Dispose();
        }

        var seconds = after.SecondsSince(before);
        IReadOnlyList<Figure> figures =
        [
            new("messages acked", "/s", acked / seconds), new("messages shown", "/s", shown / seconds), .. traffic.AckWaits.Figures("due → ack"), .. traffic.DeliveryWaits.Figures("due → shown"),
            .. after.Each(before, shown, "message shown"), new("bytes on the wire", "B/message shown", (double)bytes / Math.Max(1, shown)),
            new("refused", "messages", traffic.Refused), new("holes", "times a client asked", traffic.Holes), new("shown by asking", "messages", traffic.Healed + late),
            .. plan.WithMemory ? Growth(stage, levels) : [],
        ];
        IReadOnlyList<Curve> curves =
        [
            traffic.AckWaits.Curve("Waits", "due → ack"), traffic.DeliveryWaits.Curve("Waits", "due → shown"), .. timeline.Rates("Messages a second", "/s", "acked", "shown"),
            .. plan.WithMemory ? Levels(stage, levels) : [],
        ];
        return new Run(scenario, $"{stage.Name}, {plan.Form.Name}", new Dictionary<string, string>(), figures, curves, await CheckAsync(stage, traffic));
    }

    private static async Task<IReadOnlyList<string>> CheckAsync(IStage stage, Traffic traffic)
    {
        List<string> complaints = traffic.Acked == 0 ? ["Nothing was acked."] : traffic.DeliveredCount < traffic.Acked ? [$"{traffic.Acked - traffic.DeliveredCount} acked messages were never shown at the other side."]
            : traffic.DeliveredCount > traffic.Acked + traffic.Refused ? [$"{traffic.DeliveredCount - traffic.Acked} messages were shown more than once."] : [];
        if (await stage.StoredAsync() is { } stored)
        {
            // The servers were killed in the middle of their promises: that each has an outcome is checked by other scenarios.
            complaints.AddRange(HistoryChecker.Check(traffic.Seen(stored)).Where(c => c.Kind != ComplaintKind.Timer).Select(c => c.Text));
        }

        return complaints;
    }

    private static IEnumerable<Figure> Growth(IStage stage, Timeline levels)
    {
        // Behind the first quarter: caches fill and code is compiled at the beginning.
        var settled = levels.Duration / 4;
        return stage.Processes.SelectMany((process, i) => new[]
        {
            new Figure($"memory of {process.Name} at the end", "MB", levels.Last(2 * i)), new Figure($"memory of {process.Name}, growth", "MB/h", levels.HourlyGrowth(2 * i, settled)),
            new Figure($"handles of {process.Name} at the end", "open", levels.Last(2 * i + 1)), new Figure($"handles of {process.Name}, growth", "/h", levels.HourlyGrowth(2 * i + 1, settled)),
        });
    }

    private static IEnumerable<Curve> Levels(IStage stage, Timeline levels)
    {
        string[] names = [.. stage.Processes.SelectMany(p => new[] { p.Name, p.Name })];
        return levels.Levels("Resident memory", "MB", names).Where((_, i) => i % 2 == 0).Concat(levels.Levels("Open handles", "open", names).Where((_, i) => i % 2 == 1).Select(c => c with { Plot = "Handles" }));
    }
}
