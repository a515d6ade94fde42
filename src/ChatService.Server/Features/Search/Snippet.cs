using System.Globalization;
using System.Text;

namespace ChatService.Server.Features.Search;

/// <summary>The part of a message around what was found, as plain text in one line. Nothing is marked up: the screen escapes and marks.</summary>
public static class Snippet
{
    private const int Length = 140;
    private const int Before = 40;

    /// <summary>At most about 140 characters around the first term that stands in the text; cut between characters, with an ellipsis where something is left out.</summary>
    public static string Of(string text, IEnumerable<string> terms)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(terms);
        var line = OneLine(text);
        var at = terms.Select(term => line.IndexOf(term, StringComparison.OrdinalIgnoreCase)).Where(i => i >= 0).DefaultIfEmpty(0).Min();
        var starts = StringInfo.ParseCombiningCharacters(line);
        var from = Boundary(starts, line.Length, Math.Max(0, at - Before));
        var to = Boundary(starts, line.Length, Math.Min(line.Length, from + Length));
        return (from > 0 ? "…" : string.Empty) + line[from..to] + (to < line.Length ? "…" : string.Empty);
    }

    // The last start of a character at or before the place, so that none is cut in two.
    private static int Boundary(int[] starts, int length, int place)
    {
        if (place >= length)
        {
            return length;
        }

        var found = Array.BinarySearch(starts, place);
        return found >= 0 ? place : starts[Math.Max(0, ~found - 1)];
    }

    private static string OneLine(string text)
    {
        var line = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (!char.IsWhiteSpace(c))
            {
                line.Append(c);
            }
            else if (line.Length > 0 && line[^1] != ' ')
            {
                line.Append(' ');
            }
        }

        return line.ToString().TrimEnd();
    }
}
