using System.Globalization;
using System.Text.RegularExpressions;

namespace ChatService.Domain.AutoReplies;

/// <summary>Makes regular expressions that cannot be made to take long, neither by the pattern nor by the text.</summary>
internal static partial class KeywordPattern
{
    // Counted repetitions multiply when nested, and each copy is a state. Multiplying all of a pattern's bounds is more than nesting can reach.
    private const int MaxRepetitions = 1_000;

    private const RegexOptions Options = RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;

    public static string? Complaint(string pattern)
    {
        if (pattern.Length > KeywordMatch.MaxPatternLength)
        {
            return $"A pattern has at most {KeywordMatch.MaxPatternLength} characters.";
        }

        if (!AreRepetitionsBounded(pattern))
        {
            return $"The counted repetitions multiply to more than {MaxRepetitions}.";
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

    public static Regex Compile(string pattern) => new(pattern, Options, KeywordMatch.MatchLimit);

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
