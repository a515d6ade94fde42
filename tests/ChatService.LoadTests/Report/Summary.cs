using System.Globalization;

namespace ChatService.LoadTests.Report;

/// <summary>A figure over the repeats of a scenario: the middle one, and how far they lie apart.</summary>
public sealed record Summary(string Name, string Unit, double Median, double Least, double Most)
{
    /// <summary>Of runs of one scenario, by name.</summary>
    public static IReadOnlyList<Summary> Of(IReadOnlyList<Run> runs)
    {
        ArgumentNullException.ThrowIfNull(runs);
        return [.. runs.SelectMany(run => run.Figures).GroupBy(figure => (figure.Name, figure.Unit)).Select(same => Of(same.Key.Name, same.Key.Unit, [.. same.Select(f => f.Value).Order()]))];
    }

    /// <summary>With as many digits as mean something.</summary>
    public static string Number(double value) => double.IsNaN(value) ? "-" : value.ToString(Math.Abs(value) switch { _ when Math.Abs(value - Math.Round(value)) < 1e-9 => "N0", >= 100 => "N0", >= 10 => "N1", _ => "N2" }, CultureInfo.InvariantCulture).Replace(",", " ", StringComparison.Ordinal);

    public override string ToString() => Least.Equals(Most) ? $"{Number(Median)} {Unit}" : $"{Number(Median)} {Unit} ({Number(Least)} … {Number(Most)})";

    private static Summary Of(string name, string unit, double[] sorted) =>
        new(name, unit, sorted.Length % 2 == 1 ? sorted[sorted.Length / 2] : (sorted[sorted.Length / 2 - 1] + sorted[sorted.Length / 2]) / 2, sorted[0], sorted[^1]);
}
