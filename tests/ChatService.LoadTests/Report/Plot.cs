using System.Globalization;
using System.Net;
using System.Text;

namespace ChatService.LoadTests.Report;

/// <summary>Curves as one SVG drawing. Colours come from the page's style, so that it reads in light and dark.</summary>
public static class Plot
{
    private const int Width = 620;
    private const int Height = 260;
    private const int Left = 64;
    private const int Right = 12;
    private const int Top = 12;
    private const int Bottom = 34;

    private static readonly double[] Nines = [0, 50, 90, 99, 99.9, 99.99, 99.999];

    /// <summary>All of them share both axes.</summary>
    public static string Draw(IReadOnlyList<Curve> curves)
    {
        ArgumentNullException.ThrowIfNull(curves);
        var axis = curves[0].Axis;
        var most = curves.SelectMany(c => c.Points).Select(p => p.Y).DefaultIfEmpty(1).Max();
        var (top, step) = Scale(most);
        var right = curves.SelectMany(c => c.Points).Select(p => Place(axis, p.X)).DefaultIfEmpty(1).Max();
        right = right <= 0 ? 1 : right;
        var svg = new StringBuilder(Format($"<svg viewBox=\"0 0 {Width} {Height}\" role=\"img\" aria-label=\"{WebUtility.HtmlEncode(curves[0].Plot)}\">"));
        for (var y = 0.0; y <= top * 1.0001; y += step)
        {
            svg.Append(Format($"<line class=\"grid\" x1=\"{Left}\" x2=\"{Width - Right}\" y1=\"{Y(y, top):0.#}\" y2=\"{Y(y, top):0.#}\"/>"));
            svg.Append(Format($"<text x=\"{Left - 6}\" y=\"{Y(y, top) + 4:0.#}\" text-anchor=\"end\">{Summary.Number(y)}</text>"));
        }

        foreach (var x in Marks(axis, right))
        {
            svg.Append(Format($"<text x=\"{X(Place(axis, x), right):0.#}\" y=\"{Height - Bottom + 16}\" text-anchor=\"{(Place(axis, x) > right * 0.98 ? "end" : "middle")}\">{x:0.###}{(axis == CurveAxis.Percentile ? "%" : " s")}</text>"));
        }

        for (var i = 0; i < curves.Count; i++)
        {
            var points = string.Join(' ', curves[i].Points.Select(p => Format($"{X(Place(axis, p.X), right):0.#},{Y(p.Y, top):0.#}")));
            svg.Append(Format($"<polyline class=\"c{i % 6}\" points=\"{points}\"/>"));
        }

        return svg.Append("</svg>").ToString();
    }

    private static string Format(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static double X(double place, double right) => Left + place / right * (Width - Left - Right);

    private static double Y(double value, double top) => Height - Bottom - value / top * (Height - Top - Bottom);

    // The n-th nine stands at n.
    private static double Place(CurveAxis axis, double x) => axis == CurveAxis.Time ? x : -Math.Log10(Math.Max(1e-7, 1 - x / 100));

    private static IEnumerable<double> Marks(CurveAxis axis, double right)
    {
        if (axis == CurveAxis.Percentile)
        {
            return Nines.Where(nine => Place(axis, nine) <= right + 0.001);
        }

        var step = Scale(right).Step;
        return Enumerable.Range(0, (int)(right / step) + 1).Select(i => i * step);
    }

    // Four to eight round steps.
    private static (double Top, double Step) Scale(double most)
    {
        if (!(most > 0))
        {
            return (1, 0.25);
        }

        var power = Math.Pow(10, Math.Floor(Math.Log10(most)));
        var step = power * ((most / power) switch { <= 1.5 => 0.25, <= 3 => 0.5, <= 6 => 1, _ => 2 });
        return (Math.Ceiling(most / step) * step, step);
    }
}
