using System.Text;

namespace ChatService.Domain.AutoReplies;

/// <summary>A <see cref="KeywordMatch"/> made ready to be asked often. Safe for concurrent use.</summary>
internal sealed class KeywordMatcher
{
    private readonly string[] words;

    public KeywordMatcher(AutoReplyRule rule)
    {
        words = [.. (rule.Keywords?.Words ?? []).Select(MatchText.Normalise).Where(w => w.Length > 0)];
        Pattern = rule.Keywords?.Pattern is { Length: > 0 } pattern ? new RulePattern(rule, pattern) : null;
    }

    /// <summary>The rule's pattern; null when it has none.</summary>
    public RulePattern? Pattern { get; }

    /// <param name="normalised">From <see cref="MatchText.NormaliseHead"/>.</param>
    public bool ContainsWord(string normalised) => words.Any(word => Contains(normalised, word));

    /// <param name="normalised">From <see cref="MatchText.NormaliseHead"/>.</param>
    public bool Matches(string normalised) => ContainsWord(normalised) || (Pattern?.Matches(normalised) ?? false);

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
