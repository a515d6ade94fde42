using System.Diagnostics;
using ChatService.LoadTests.Report;

namespace ChatService.LoadTests.Scenarios.Table;

/// <summary>The whole table in one run.</summary>
public static class TableCommand
{
    /// <summary>What makes the load tool do this.</summary>
    public const string Word = "table";

    private const string ReportName = "perf";

    private static readonly Option[] Known =
    [
        new("quick", "no", "yes: everything tiny, to see that it works"),
        new("messages", "10000000", "in the history; fewer when there is no time left"),
        new("idle-seconds", "600", "how long idle connections are held"),
        new("minutes", "38", "for everything"),
        new("command", "ChatService.LoadTests table", "as it stands in the page"),
        new("results", string.Empty, "the page to be written"),
        new("out", string.Empty, "directory for perf.json and perf.html"),
    ];

    /// <summary>0: every check was satisfied, whether targets are reached or not; 1: not; 2: a wrong call.</summary>
    public static async Task<int> RunAsync(string[] arguments)
    {
        Options options;
        IReadOnlyList<Step> steps;
        try
        {
            options = Options.Read(Known, arguments);
            steps = options.Word("quick", "yes", "no") == "yes" ? Steps.Quick : Steps.Full(options.Number("messages"), options.Number("idle-seconds"), TimeSpan.FromMinutes(options.Number("minutes")));
        }
        catch (UsageException exception)
        {
            await Console.Error.WriteLineAsync(exception.Message);
            return 2;
        }

        var (began, at, machine, progress) = (Stopwatch.GetTimestamp(), TimeProvider.System.GetUtcNow(), Machine.Here(), new Progress());
        var (results, commands) = (new Results(), new List<(string, string)>());
        foreach (var step in steps)
        {
            progress.Step($"== {step.Name}");
            await StepAsync(step, results, commands, Stopwatch.GetElapsedTime(began), progress);
            // After each: what is there is not lost when a later one fails.
            Save(options, results, commands, new LoadReport(at, options.Text("command"), machine, results.Runs), Stopwatch.GetElapsedTime(began));
        }

        foreach (var complaint in results.Complaints)
        {
            Console.WriteLine($"WRONG: {complaint}");
        }

        return results.Complaints.Count == 0 ? 0 : 1;
    }

    private static async Task StepAsync(Step step, Results results, List<(string, string)> commands, TimeSpan passed, Progress progress)
    {
        try
        {
            var arguments = step.Arguments(results, passed) ?? throw new UsageException("what it follows from was not measured");
            commands.Add((step.Name, $"{step.Scenario.Name} {arguments}{(step.Repeats > 1 ? $" --repeats {step.Repeats}" : string.Empty)}"));
            step.Meanwhile?.Invoke(passed, progress);
            var (options, runs) = (Options.Read(step.Scenario.Options, arguments.Split(' ')), new List<Run>());
            for (var i = 1; i <= step.Repeats; i++)
            {
                runs.Add(await step.Scenario.RunAsync(options, progress) with { Settings = options.Settings() });
            }

            results.Add(step.Name, runs);
            Console.WriteLine(Runner.Told(runs));
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // The others are worth having.
            results.Failures.Add($"{step.Name} did not come to an end: {exception.Message.Split('\n')[0]}");
            await Console.Error.WriteLineAsync(exception.ToString());
        }
    }

    private static void Save(Options options, Results results, List<(string, string)> commands, LoadReport report, TimeSpan took)
    {
        if (options.Text("out") is { Length: > 0 } directory)
        {
            (report with { Targets = [.. Targets.Of(results).Select(t => (string[])[t.Name, t.Wanted, t.Measured, t.Beside, t.Verdict])] }).Save(directory, ReportName);
        }

        if (options.Text("results") is { Length: > 0 } file)
        {
            File.WriteAllText(file, ResultsPage.Write(results, commands, report, took));
        }
    }
}
