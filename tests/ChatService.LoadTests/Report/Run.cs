namespace ChatService.LoadTests.Report;

/// <summary>One repeat of one scenario.</summary>
/// <param name="Scenario">Its name on the command line.</param>
/// <param name="Stage">What was measured.</param>
/// <param name="Settings">With which options.</param>
/// <param name="Figures">In the order in which they are told.</param>
/// <param name="Curves">To be drawn.</param>
/// <param name="Complaints">What the checks found wrong; empty when all is well.</param>
public sealed record Run(
    string Scenario, string Stage, IReadOnlyDictionary<string, string> Settings, IReadOnlyList<Figure> Figures, IReadOnlyList<Curve> Curves, IReadOnlyList<string> Complaints)
{
    /// <summary>A figure by its name; NaN when it was not measured.</summary>
    public double this[string figure] => Figures.FirstOrDefault(f => f.Name == figure)?.Value ?? double.NaN;
}
