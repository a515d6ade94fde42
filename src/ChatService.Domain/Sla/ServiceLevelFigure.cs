namespace ChatService.Domain.Sla;

/// <summary>A ratio that can be checked by hand.</summary>
/// <param name="Name">Such as <c>FRT30</c>.</param>
/// <param name="Numerator">How many kept the promise.</param>
/// <param name="Denominator">Out of how many.</param>
/// <param name="Formula">The formula in force, in words.</param>
public sealed record ServiceLevelFigure(string Name, int Numerator, int Denominator, string Formula)
{
    /// <summary>0 to 1, or null when there is nothing to measure.</summary>
    public double? Ratio => Denominator == 0 ? null : (double)Numerator / Denominator;
}
