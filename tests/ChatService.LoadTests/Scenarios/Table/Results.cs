using ChatService.LoadTests.Report;

namespace ChatService.LoadTests.Scenarios.Table;

/// <summary>The runs of a table, by the names of their steps.</summary>
public sealed class Results
{
    private readonly Dictionary<string, IReadOnlyList<Run>> steps = new(StringComparer.Ordinal);

    /// <summary>All of them, in order.</summary>
    public IReadOnlyList<Run> Runs => [.. steps.Values.SelectMany(runs => runs)];

    /// <summary>Steps that did not come to an end, and why.</summary>
    public IList<string> Failures { get; } = [];

    /// <summary>Every complaint of a check, and every step that failed.</summary>
    public IReadOnlyList<string> Complaints => [.. Failures, .. steps.SelectMany(step => step.Value.SelectMany(run => run.Complaints.Take(10).Select(c => $"{step.Key}: {c}")))];

    public void Add(string step, IReadOnlyList<Run> runs) => steps[step] = runs;

    /// <summary>The step ran.</summary>
    public bool Has(string step) => steps.ContainsKey(step);

    /// <summary>Its checks had nothing to complain about.</summary>
    public bool IsRight(string step) => Has(step) && steps[step].All(run => run.Complaints.Count == 0);

    /// <summary>What stands for a figure of a step: the median of its repeats; NaN without.</summary>
    public double this[string step, string figure] => Find(step, figure)?.Median ?? double.NaN;

    /// <summary>The same with its spread, as text.</summary>
    public string Text(string step, string figure) => Find(step, figure)?.ToString() ?? "not measured";

    private Summary? Find(string step, string figure) => steps.TryGetValue(step, out var runs) ? Summary.Of(runs).FirstOrDefault(s => s.Name == figure) : null;
}
