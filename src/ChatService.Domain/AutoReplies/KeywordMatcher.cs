using System.Text;
using System.Text.RegularExpressions;

namespace ChatService.Domain.AutoReplies;

/// <summary>A <see cref="KeywordMatch"/> made ready to be asked often. Safe for concurrent use.</summary>
internal sealed class KeywordMatcher
{
    private readonly string[] words;
    private readonly Regex? pattern;

    public KeywordMatcher(KeywordMatch match)
    {
        words = [.. match.Words.Select(MatchText.Normalise).Where(w => w.Length > 0)];
        pattern = string.IsNullOrEmpty(match.Pattern) ? null : KeywordPattern.Compile(match.Pattern);
    }

    /// <param name="normalised">From <see cref="MatchText.Normalise"/>.</param>
    public bool Matches(string normalised) => words.Any(word => Contains(normalised, word)) || PatternMatches(normalised);

    private bool PatternMatches(string text)
    {
        try
        {
            return pattern is not null && pattern.IsMatch(text);
        }
        catch (RegexMatchTimeoutException)
        {
            return false;
        }
    }

    private static bool Contains(string text, string word)
    {
        for (var at = 0; at <= text.Length - word.Length; at++)
        {
            at = text.IndexOf(word, at, StringComparison.OrdinalIgnoreCase);
            if (at < 0)
            {
                return false;
            }

            if (StandsAlone(text, at, word.Length))
            {
                return true;
            }
        }

        return false;
    }

    // A boundary is needed only between two characters of scripts with spaces, seen at each end by itself.
    private static bool StandsAlone(string text, int start, int length) =>
        !(MatchText.IsSpacedScript(LastRune(text.AsSpan(0, start))) && MatchText.IsSpacedScript(FirstRune(text.AsSpan(start))))
        && !(MatchText.IsSpacedScript(LastRune(text.AsSpan(0, start + length))) && MatchText.IsSpacedScript(FirstRune(text.AsSpan(start + length))));

    private static Rune FirstRune(ReadOnlySpan<char> text)
    {
        _ = Rune.DecodeFromUtf16(text, out var rune, out _);
        return rune;
    }

    private static Rune LastRune(ReadOnlySpan<char> text)
    {
        _ = Rune.DecodeLastFromUtf16(text, out var rune, out _);
        return rune;
    }
}
