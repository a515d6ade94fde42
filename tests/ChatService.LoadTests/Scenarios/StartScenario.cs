using ChatService.LoadTests.Measure;
using ChatService.LoadTests.Report;
using ChatService.LoadTests.Stages;
using ChatService.Testing;

namespace ChatService.LoadTests.Scenarios;

/// <summary>From the start of the process until it serves: the first time, which makes the schema, and again on the same data.</summary>
public sealed class StartScenario : IScenario
{
    public string Name => "start";

    public string Purpose => "from the start of the process until it serves";

    public IReadOnlyList<Option> Options { get; } = [new("on", "postgres", "postgres or sqlite"), new("times", "5", "starts after the first")];

    public async Task<Run> RunAsync(Options options, Progress progress)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(progress);
        var engine = options.Word("on", "postgres", "sqlite");
        await using var parts = new Parts();
        var settings = new Dictionary<string, string>(Roomy.Limits);
        if (engine == "postgres")
        {
            settings["ConnectionStrings:Postgres"] = (await Stores.PostgresAsync(parts)).ConnectionString(Stores.Database);
        }

        var server = parts.Add(new ServerProcess(parts.Add(new StageDirectory()).Path, settings));
        var first = await OnceAsync(server);
        var again = new Histogram();
        for (var i = 1; i <= options.Number("times"); i++)
        {
            progress.Tell($"start {i}");
            await server.KillAsync();
            again.Add(await OnceAsync(server));
        }

        using var http = new HttpClient { BaseAddress = server.Url };
        using var widget = await http.GetAsync("/widget.js");
        return new Run(
            Name,
            $"ChatService, {engine}, {(widget.IsSuccessStatusCode ? "front ends built" : "without front ends")}",
            new Dictionary<string, string>(),
            [new("first start", "s", first.TotalSeconds), new("start", "s", again.At(50) / 1_000), new("slowest start", "s", again.LongestMs / 1_000)],
            [],
            []);
    }

    private static async Task<TimeSpan> OnceAsync(ServerProcess server)
    {
        var began = TimeProvider.System.GetTimestamp();
        await server.StartAsync();
        return TimeProvider.System.GetElapsedTime(began);
    }
}
