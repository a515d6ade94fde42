using System.Globalization;
using System.Text.RegularExpressions;

namespace ChatService.Domain.AutoReplies;

/// <summary>
/// Makes regular expressions whose price is bounded as far as it can be seen from the pattern; what cannot be seen is
/// measured when a rule is saved.
/// </summary>
public static partial class KeywordPattern
{
    // Counted repetitions multiply when nested, and each copy is a state. Multiplying all of a pattern's bounds is more than nesting can reach.
    private const int MaxRepetitions = 1_000;

    private const RegexOptions Options = RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;

    // A counted repetition of what is itself repeated: each copy of the inner one is a state, and each optional part
    // doubles what they can be in.
    private const int MaxNested = 200;

    /// <summary>
    /// What is wrong with it, as far as it can be seen without matching long texts; null when nothing is.
    /// </summary>
    internal static string? Complaint(string pattern)
    {
        if (pattern.Length > KeywordMatch.MaxPatternLength)
        {
            return $"A pattern has at most {KeywordMatch.MaxPatternLength} characters.";
        }

        if (!AreRepetitionsBounded(pattern))
        {
            return $"The counted repetitions multiply to more than {MaxRepetitions}.";
        }

        if (RepetitionWeight.NestedIn(pattern) > MaxNested)
        {
            return $"Repetitions inside a counted repetition multiply to more than {MaxNested}.";
        }

        try
        {
            return Compile(pattern).IsMatch("") ? "The pattern matches an empty text, so it would match every message." : null;
        }
        catch (RegexMatchTimeoutException)
        {
            return "The pattern takes too long.";
        }
        catch (NotSupportedException)
        {
            return "Look-around, back-references, atomic groups and conditions are not supported.";
        }
        catch (ArgumentException problem)
        {
            return $"Not a regular expression: {problem.Message}";
        }
    }

    /// <summary>
    /// Texts that make a pattern as slow as it can be: one character repeated, the pattern's own characters repeated
    /// one by one and together, and together with others in between.
    /// </summary>
    public static IEnumerable<string> HostileTexts(string pattern)
    {
        ArgumentNullException.ThrowIfNull(pattern);
        var alphabet = new string([.. pattern.Where(char.IsLetterOrDigit).Append('a').Append('1').Distinct().Take(40)]);
        foreach (var one in alphabet.Append(' ').Append('的'))
        {
            yield return new string(one, MatchText.Head);
        }

        yield return Repeated(alphabet);
        yield return Repeated(string.Concat(alphabet.Select(one => $"{one}{one}x")));
        yield return Repeated(string.Concat(alphabet.Select(one => $"{one} ")));
    }

    /// <summary>
    /// Whether the engine matches a text within its own limit, at the second try at the latest: the first one may have
    /// waited for a busy machine. Takes as long as it takes.
    /// </summary>
    public static bool EndsInTime(string pattern, string text)
    {
        // A new engine each time: the second match of one engine walks over the states that the first one has built, which no other text finds.
        return RulePattern.TryMatch(Compile(pattern), text) is not null || RulePattern.TryMatch(Compile(pattern), text) is not null;
    }

    private static string Repeated(string text) => string.Concat(Enumerable.Repeat(text, (MatchText.Head / text.Length) + 1))[..MatchText.Head];

    internal static Regex Compile(string pattern) => new(pattern, Options, KeywordMatch.MatchLimit);

    private static bool AreRepetitionsBounded(string pattern)
    {
        long product = 1;
        foreach (Match count in Repetition().Matches(pattern))
        {
            var bound = count.Groups["max"].Length > 0 ? count.Groups["max"].ValueSpan : count.Groups["min"].ValueSpan;
            if (!int.TryParse(bound, NumberStyles.None, CultureInfo.InvariantCulture, out var times))
            {
                return false;
            }

            product *= Math.Max(times, 1);
            if (product > MaxRepetitions)
            {
                return false;
            }
        }

        return true;
    }

    [GeneratedRegex(@"\{(?<min>\d+)(,(?<max>\d*))?\}", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Repetition();
}
