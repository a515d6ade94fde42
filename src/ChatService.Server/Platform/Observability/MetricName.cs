using System.Diagnostics.Metrics;
using System.Text;

namespace ChatService.Server.Platform.Observability;

/// <summary>From .NET's names (<c>chatservice.messages.appended</c>, unit <c>s</c>) to those of Prometheus (<c>…_seconds_total</c>).</summary>
internal static class MetricName
{
    public static string Of(Instrument instrument, bool counter)
    {
        var name = Clean(instrument.Name);
        var unit = instrument.Unit switch
        {
            "s" => "seconds",
            "ms" => "milliseconds",
            "By" => "bytes",
            null or "" or "1" => null,
            var other when other.StartsWith('{') => null,
            var other => Clean(other),
        };
        if (unit is not null && !name.EndsWith("_" + unit, StringComparison.Ordinal))
        {
            name += "_" + unit;
        }

        return counter && !name.EndsWith("_total", StringComparison.Ordinal) ? name + "_total" : name;
    }

    /// <summary>Only letters, digits and underscores.</summary>
    public static string Clean(string text)
    {
        var clean = new StringBuilder(text.Length + 1);
        foreach (var c in text)
        {
            clean.Append(char.IsAsciiLetterOrDigit(c) ? c : '_');
        }

        return clean.Length > 0 && char.IsAsciiDigit(clean[0]) ? "_" + clean : clean.ToString();
    }

    /// <summary><c>{name="value",…}</c> or empty; sorted, so that one set of tags is one series.</summary>
    public static string Labels(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (tags.IsEmpty)
        {
            return string.Empty;
        }

        var labels = tags.ToArray()
            .Select(t => (Name: Clean(t.Key), Value: Convert.ToString(t.Value, System.Globalization.CultureInfo.InvariantCulture) ?? string.Empty))
            .OrderBy(t => t.Name, StringComparer.Ordinal)
            .Select(t => $"{t.Name}=\"{t.Value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal)}\"");
        return string.Join(',', labels);
    }
}
