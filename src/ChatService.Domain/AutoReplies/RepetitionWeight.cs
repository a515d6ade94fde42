using System.Globalization;

namespace ChatService.Domain.AutoReplies;

/// <summary>
/// How many copies the nested repetitions of a pattern make. Along the path from a character to the outside, a
/// counted repetition multiplies by its bound, and <c>?</c>, <c>*</c> and
/// <c>+</c> by two. Counts only paths with a counted repetition around another repetition. Reads any text without
/// throwing; whether it is a regular expression is asked elsewhere.
/// </summary>
internal static class RepetitionWeight
{
    /// <summary>The heaviest nested path; 1 when there is none.</summary>
    public static long NestedIn(string pattern)
    {
        var groups = new Stack<long>();
        long inside = 1, last = 1, heaviest = 1;
        for (var at = 0; at < pattern.Length;)
        {
            switch (pattern[at])
            {
                case '\\':
                    (last, at) = (1, at + 2);
                    break;
                case '[':
                    (last, at) = (1, EndOfClass(pattern, at));
                    break;
                case '(':
                    groups.Push(inside);
                    (inside, last, at) = (1, 1, at + 1);
                    break;
                case ')':
                    last = inside;
                    inside = Math.Max(inside, groups.TryPop(out var outer) ? outer : 1);
                    at++;
                    break;
                default:
                    var (factor, counted, length) = Quantifier(pattern, at);
                    if (length == 0)
                    {
                        (last, length) = (1, 1);
                    }
                    else if (factor > 1)
                    {
                        heaviest = counted && last > 1 ? Math.Max(heaviest, last * factor) : heaviest;
                        last = Math.Min(last * factor, int.MaxValue);
                    }

                    inside = Math.Max(inside, last);
                    at += length;
                    break;
            }
        }

        return heaviest;
    }

    private static (long Factor, bool Counted, int Length) Quantifier(string pattern, int at)
    {
        if (pattern[at] is '?' or '*' or '+')
        {
            return (2, false, 1);
        }

        var end = pattern[at] == '{' ? pattern.IndexOf('}', at) : -1;
        if (end < 0)
        {
            return (1, false, 0);
        }

        var bounds = pattern[(at + 1)..end].Split(',');
        var bound = bounds[^1].Length > 0 ? bounds[^1] : bounds[0];
        return long.TryParse(bound, NumberStyles.None, CultureInfo.InvariantCulture, out var times)
            ? (Math.Clamp(times, 1, int.MaxValue), true, end - at + 1)
            : (1, false, 0);
    }

    // A closing bracket that comes first stands for itself.
    private static int EndOfClass(string pattern, int at)
    {
        var first = at + 1 < pattern.Length && pattern[at + 1] == '^' ? at + 2 : at + 1;
        for (var i = first; i < pattern.Length; i++)
        {
            if (pattern[i] == '\\')
            {
                i++;
            }
            else if (pattern[i] == ']' && i > first)
            {
                return i + 1;
            }
        }

        return pattern.Length;
    }
}
