using System.Globalization;
using ChatService.LoadTests.Report;

namespace ChatService.LoadTests.Scenarios.Table;

/// <summary>One line of the table.</summary>
/// <param name="Name">What is promised.</param>
/// <param name="Wanted">The limit, in words.</param>
/// <param name="Measured">The figure with its spread.</param>
/// <param name="Beside">The baseline of the same run; empty where there is none.</param>
/// <param name="IsReached">Null: not measured.</param>
public sealed record Target(string Name, string Wanted, string Measured, string Beside, bool? IsReached)
{
    /// <summary>In a word; empty where nothing is promised.</summary>
    public string Verdict => IsReached switch
    {
        true => "reached",
        false => "not reached",
        null when Wanted == "told" => string.Empty,
        null => "not measured",
    };

    /// <summary>A figure that must not be larger than a limit.</summary>
    public static Target AtMost(string name, double limit, string unit, Results results, string step, string figure) =>
        new(name, $"≤ {Summary.Number(limit)} {unit}", results.Text(step, figure), string.Empty, Judge(results, step, results[step, figure] <= limit, results[step, figure]));

    /// <summary>A figure against the same figure of a baseline.</summary>
    public static Target Ratio(string name, string sign, double limit, Results results, string step, string figure, string baseline, string? baselineFigure = null)
    {
        var ratio = results[step, figure] / results[baseline, baselineFigure ?? figure];
        return new Target(
            name,
            string.Create(CultureInfo.InvariantCulture, $"{sign} {limit:0.##} ×"),
            $"{Summary.Number(ratio)} ×: {results.Text(step, figure)}",
            results.Text(baseline, baselineFigure ?? figure),
            Judge(results, step, sign == "≥" ? ratio >= limit : ratio <= limit, ratio));
    }

    // A figure of a run whose check complained is worth nothing.
    private static bool? Judge(Results results, string step, bool isReached, double figure) => double.IsNaN(figure) ? null : isReached && results.IsRight(step);
}
