using ChatService.LoadTests.Measure;
using ChatService.LoadTests.Report;
using ChatService.LoadTests.Scenarios.Crowds;
using ChatService.LoadTests.Stages;

namespace ChatService.LoadTests.Scenarios;

/// <summary>Everybody is cut at the same moment and comes back at once, as after a failure of the network: how long until the last one has resumed its conversation.</summary>
public sealed class StormScenario : IScenario
{
    private const int AtOnce = 32;

    public string Name => "storm";

    public string Purpose => "all are cut, all reconnect and resume at once (the baseline: reconnect and join a group)";

    public IReadOnlyList<Option> Options { get; } =
    [
        new("on", "cluster", "cluster, postgres, sqlite; baselines: official, relay"),
        new("clients", "5000", "how many"),
        new("storms", "3", "one after the other; the first one is a warm-up when there are more"),
        ManyCrowds.Processes,
    ];

    public async Task<Run> RunAsync(Options options, Progress progress)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(progress);
        var (count, storms) = (options.Number("clients"), options.Number("storms"));
        await using var stage = await Open.StageAsync(options.Word("on", "cluster", "postgres", "sqlite", "official", "relay"));
        await using var parts = new Parts();
        var crowd = await ManyCrowds.StartAsync(await stage.SeatsAsync(count, withConversation: true, progress), options.Processes(), parts);
        progress.Step($"{count} connect");
        var first = await crowd.ConnectAsync(AtOnce);
        var (waits, seconds, figures, complaints, tries) = (new Histogram(), new List<double>(), new List<Figure>(), new List<string>(), 0);
        for (var i = 1; i <= storms; i++)
        {
            var before = Snapshot.Of(stage);
            progress.Step($"storm {i} of {storms}");
            var answer = await crowd.StormAsync();
            complaints.AddRange(answer.Connected == count ? [] : [$"Storm {i}: {count - answer.Connected} of {count} did not come back.", .. answer.Failures]);
            if (i == 1 && storms > 1)
            {
                continue;
            }

            answer.WaitsMs.ToList().ForEach(wait => waits.Add(TimeSpan.FromMilliseconds(wait)));
            seconds.Add(answer.Seconds);
            tries += answer.Tries;
            figures = [.. Snapshot.Of(stage).Each(before, count, "client back")];
        }

        var middle = seconds.Order().ElementAt(seconds.Count / 2);
        return new Run(
            Name,
            stage.Name,
            new Dictionary<string, string>(),
            [
                new("last one back", "s", middle), new("last one back, the slowest storm", "s", seconds.Max()), new("back", "/s", count / middle), .. waits.Figures("cut → resumed"),
                new("tries that failed", "tries", tries), new("first connects", "/s", count / first.Seconds), .. figures,
            ],
            [waits.Curve("Waits", "cut → resumed")],
            complaints);
    }
}
