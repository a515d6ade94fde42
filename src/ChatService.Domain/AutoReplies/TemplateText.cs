using System.Text;

namespace ChatService.Domain.AutoReplies;

/// <summary>
/// The template language, all of it: <c>{{name}}</c> and <c>{{name|fallback}}</c>. The text is read once from left to right and values go straight to the output, so nothing a
/// value contains is ever read as a template. Braces that are never closed are text.
/// </summary>
internal static class TemplateText
{
    private const string Open = "{{";
    private const string Close = "}}";

    public static string Render(string template, Func<string, string?> valueOf)
    {
        var result = new StringBuilder(template.Length + 32);
        var rest = template.AsSpan();
        while (TryTakeVariable(ref rest, out var before, out var name, out var fallback))
        {
            result.Append(before);
            var value = valueOf(name);
            result.Append(string.IsNullOrWhiteSpace(value) ? fallback : value);
        }

        return result.Append(rest).ToString();
    }

    /// <summary>What is wrong with a template text; empty when nothing is.</summary>
    public static List<string> Complaints(string template)
    {
        var found = new List<string>();
        var rest = template.AsSpan();
        while (TryTakeVariable(ref rest, out var before, out var name, out _))
        {
            AddStrayBraces(before, found);
            if (!TemplateValues.IsKnown(name))
            {
                found.Add($"Unknown variable '{name}'. Known are {string.Join(", ", TemplateValues.Names)}.");
            }
        }

        AddStrayBraces(rest, found);
        return found;
    }

    private static void AddStrayBraces(ReadOnlySpan<char> text, List<string> found)
    {
        if (text.Contains(Open, StringComparison.Ordinal))
        {
            found.Add("A '{{' is not closed by '}}'.");
        }

        if (text.Contains(Close, StringComparison.Ordinal))
        {
            found.Add("A '}}' has no '{{' before it.");
        }
    }

    private static bool TryTakeVariable(ref ReadOnlySpan<char> rest, out ReadOnlySpan<char> before, out string name, out string fallback)
    {
        before = default;
        name = fallback = "";
        var open = rest.IndexOf(Open, StringComparison.Ordinal);
        var length = open < 0 ? -1 : rest[(open + Open.Length)..].IndexOf(Close, StringComparison.Ordinal);
        if (length < 0)
        {
            return false;
        }

        before = rest[..open];
        var inside = rest.Slice(open + Open.Length, length);
        rest = rest[(open + Open.Length + length + Close.Length)..];
        var bar = inside.IndexOf('|');
        name = (bar < 0 ? inside : inside[..bar]).Trim().ToString();
        fallback = bar < 0 ? "" : inside[(bar + 1)..].Trim().ToString();
        return true;
    }
}
