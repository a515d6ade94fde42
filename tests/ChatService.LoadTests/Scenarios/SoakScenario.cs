using ChatService.LoadTests.Report;
using ChatService.LoadTests.Scenarios.Talk;
using ChatService.LoadTests.Stages;
using ChatService.LoadTests.Wire;

namespace ChatService.LoadTests.Scenarios;

/// <summary>Talk at a steady rate for long: memory and handles must not grow with time.</summary>
public sealed class SoakScenario : IScenario
{
    public string Name => "soak";

    public string Purpose => "chat at a rate for long: memory and handles over time, and their slope";

    public IReadOnlyList<Option> Options { get; } =
    [
        new("on", "postgres", "postgres, sqlite or cluster"),
        new("pairs", "100", "customers"),
        new("rate", "100", "messages a second"),
        new("warm", "30", "seconds before anything counts"),
        new("minutes", "30", "how long"),
    ];

    public async Task<Run> RunAsync(Options options, Progress progress)
    {
        ArgumentNullException.ThrowIfNull(options);
        var plan = new TalkPlan(options.Number("pairs"), WireForm.Json, options.Rate("rate") ?? 100, options.Seconds("warm"), TimeSpan.FromMinutes(options.Rate("minutes") ?? 30), WithMemory: true);
        await using var stage = await Open.StageAsync(options.Word("on", "postgres", "sqlite", "cluster"));
        return await Measured.RunAsync(Name, stage, plan, progress);
    }
}
