using System.Text;

namespace ChatService.Server.Features.Search;

/// <summary>
/// The pieces by which a text is indexed: two characters in a row where one of them is of a script without spaces, such as Chinese, where two are a word already; three in a row of
/// anything else, where two would stand in every second message. Lower case.
/// </summary>
public static class Grams
{
    // From the CJK radicals on: Chinese, Japanese, Korean, and what stands above them.
    private const int FirstDense = 0x2E80;

    /// <summary>The pieces of a text, each once.</summary>
    public static IReadOnlyCollection<string> Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var runes = text.EnumerateRunes().Select(Rune.ToLowerInvariant).ToArray();
        var grams = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i + 1 < runes.Length; i++)
        {
            if (IsDense(runes[i]) || IsDense(runes[i + 1]))
            {
                grams.Add($"{runes[i]}{runes[i + 1]}");
            }
            else if (i + 2 < runes.Length && !IsDense(runes[i + 2]))
            {
                grams.Add($"{runes[i]}{runes[i + 1]}{runes[i + 2]}");
            }
        }

        return grams;
    }

    internal static bool IsDense(Rune rune) => rune.Value >= FirstDense;
}
