using ChatService.LoadTests.Measure;
using ChatService.LoadTests.Report;
using ChatService.LoadTests.Scenarios.Crowds;
using ChatService.LoadTests.Stages;

namespace ChatService.LoadTests.Scenarios;

/// <summary>Visitors who have the chat open and say nothing: what one connection costs in resident memory, and whether all are held.</summary>
public sealed class IdleScenario : IScenario
{
    // The first ones meet code that is being compiled and pools that are empty; what they cost is not the price of a connection.
    private const int First = 500;
    private const int AtOnce = 64;
    private const double Kilobyte = 1_024;

    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    public string Name => "idle";

    public string Purpose => "connections that are held: memory each, drops, processor time";

    public IReadOnlyList<Option> Options { get; } =
    [
        new("on", "postgres", "postgres, sqlite; baseline: relay"),
        new("connections", "15000", "how many"),
        new("seconds", "600", "how long"),
        ManyCrowds.Processes,
    ];

    public async Task<Run> RunAsync(Options options, Progress progress)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(progress);
        var (count, hold) = (options.Number("connections"), options.Seconds("seconds"));
        await using var stage = await Open.StageAsync(options.Word("on", "postgres", "sqlite", "relay"));
        await using var parts = new Parts();
        var server = stage.Processes.First(p => p.Name is "server" or "hub").ProcessId;
        var seats = await stage.SeatsAsync(First + count, withConversation: false, progress);
        await (await ManyCrowds.StartAsync([.. seats.Take(First)], 1, parts)).ConnectAsync(AtOnce);
        var before = ProcessMeter.Memory(server);
        var crowd = await ManyCrowds.StartAsync([.. seats.Skip(First)], options.Processes(), parts);
        progress.Step($"{count} connect");
        var came = await crowd.ConnectAsync(AtOnce);
        var (cpu, fresh) = (Snapshot.Of(stage), ProcessMeter.Memory(server));
        await using var timeline = new Timeline(LookEvery, () => [ProcessMeter.Memory(server) / Kilobyte / Kilobyte]);
        await HoldAsync(crowd, hold, progress);
        await timeline.DisposeAsync();
        var (held, after, quiet) = (await crowd.CountAsync(), ProcessMeter.Memory(server), Snapshot.Of(stage));
        return new Run(
            Name,
            stage.Name,
            new Dictionary<string, string>(),
            [
                new("connections", "held at the end", held), new("dropped", "connections", count - held), new("connected", "/s", count / came.Seconds), new("held for", "s", quiet.SecondsSince(cpu)),
                new("memory each", "KB resident", (after - before) / Kilobyte / count), new("memory each, when the last came", "KB resident", (fresh - before) / Kilobyte / count),
                new("memory before", "MB", before / Kilobyte / Kilobyte), new("memory at the end", "MB", after / Kilobyte / Kilobyte),
                .. quiet.Each(cpu, (long)(count * quiet.SecondsSince(cpu) / 60), "connection and minute"),
            ],
            timeline.Levels("Resident memory", "MB", "server"),
            held == count ? [] : [$"{count - held} of {count} connections were dropped.", .. came.Failures]);
    }

    private static async Task HoldAsync(ManyCrowds crowd, TimeSpan hold, Progress progress)
    {
        using var tick = new PeriodicTimer(LookEvery);
        for (var left = hold; left > TimeSpan.Zero; left -= LookEvery)
        {
            await tick.WaitForNextTickAsync();
            progress.Tell($"{await crowd.CountAsync()} held, {left.TotalSeconds:0} s to go");
        }
    }
}
