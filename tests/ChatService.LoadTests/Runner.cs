using ChatService.LoadTests.Report;

namespace ChatService.LoadTests;

/// <summary>Runs a scenario as often as was asked for, tells the figures and keeps them.</summary>
public static class Runner
{
    private static readonly Option[] Common =
    [
        new("repeats", "1", "how often; told are the median and the spread"),
        new("out", string.Empty, "directory for the report: SCENARIO.json and SCENARIO.html"),
    ];

    /// <summary>0: measured and right; 1: a check has a complaint; 2: a wrong call.</summary>
    public static async Task<int> RunAsync(IReadOnlyList<IScenario> scenarios, string[] arguments)
    {
        ArgumentNullException.ThrowIfNull(scenarios);
        ArgumentNullException.ThrowIfNull(arguments);
        try
        {
            var scenario = scenarios.FirstOrDefault(s => arguments.Length > 0 && s.Name == arguments[0])
                ?? throw new UsageException(arguments.Length == 0 ? "Name a scenario." : $"There is no scenario \"{arguments[0]}\".");
            var options = LoadTests.Options.Read([.. scenario.Options, .. Common], arguments[1..]);
            return await RunAsync(scenario, options, options.Number("repeats"), $"ChatService.LoadTests {string.Join(' ', arguments)}");
        }
        catch (UsageException exception)
        {
            await Console.Error.WriteLineAsync(exception.Message);
            await Console.Error.WriteLineAsync(Usage(scenarios));
            return 2;
        }
    }

    private static async Task<int> RunAsync(IScenario scenario, Options options, int repeats, string command)
    {
        var (progress, machine, runs) = (new Progress(), Machine.Here(), new List<Run>());
        for (var i = 1; i <= repeats; i++)
        {
            progress.Step(repeats == 1 ? scenario.Name : $"{scenario.Name}, run {i} of {repeats}");
            var run = await scenario.RunAsync(options, progress);
            runs.Add(run with { Settings = options.Settings("repeats", "out") });
        }

        var report = new LoadReport(TimeProvider.System.GetUtcNow(), command, machine, runs);
        Console.WriteLine(Told(runs));
        if (options.Text("out") is { Length: > 0 } directory)
        {
            Console.WriteLine(report.Save(directory, scenario.Name));
        }

        return runs.All(run => run.Complaints.Count == 0) ? 0 : 1;
    }

    /// <summary>The figures of repeats as lines of text.</summary>
    public static string Told(IReadOnlyList<Run> runs)
    {
        ArgumentNullException.ThrowIfNull(runs);
        var summaries = Summary.Of(runs);
        var width = summaries.Select(s => s.Name.Length).DefaultIfEmpty(0).Max();
        return string.Join(
            '\n',
            [$"{runs[0].Scenario}: {runs[0].Stage}", .. summaries.Select(s => $"  {s.Name.PadRight(width)}  {s}"), .. runs.SelectMany(run => run.Complaints).Take(20).Select(c => $"  WRONG: {c}")]);
    }

    private static string Usage(IReadOnlyList<IScenario> scenarios) => string.Join(
        '\n',
        [
            "Usage: ChatService.LoadTests SCENARIO [--option value …]",
            .. scenarios.SelectMany(s => new[] { $"  {s.Name}: {s.Purpose}" }.Concat(s.Options.Select(Line))),
            "  every scenario:",
            .. Common.Select(Line),
        ]);

    private static string Line(Option option) => $"      --{option.Name,-12} {option.Meaning}{(option.Usual.Length == 0 ? string.Empty : $" ({option.Usual})")}";
}
