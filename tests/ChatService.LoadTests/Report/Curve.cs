namespace ChatService.LoadTests.Report;

/// <summary>One place of a curve.</summary>
public sealed record CurvePoint(double X, double Y);

/// <summary>How the horizontal axis is divided.</summary>
public enum CurveAxis
{
    /// <summary>Evenly: seconds since the start.</summary>
    Time,

    /// <summary>By nines: 0, 90, 99, 99.9 per cent are as far from each other.</summary>
    Percentile,
}

/// <summary>Points to be drawn. Curves of one <c>Plot</c> share a drawing.</summary>
/// <param name="Plot">The drawing's title.</param>
/// <param name="Name">In its legend.</param>
/// <param name="Unit">Of the vertical axis.</param>
/// <param name="Axis">The horizontal one.</param>
/// <param name="Points">From left to right.</param>
public sealed record Curve(string Plot, string Name, string Unit, CurveAxis Axis, IReadOnlyList<CurvePoint> Points);
