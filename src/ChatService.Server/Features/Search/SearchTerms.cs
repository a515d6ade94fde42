using System.Text;
using ChatService.Domain.Content;

namespace ChatService.Server.Features.Search;

/// <summary>What is looked for: every term must stand in the message. There is no query language; whatever is typed is text.</summary>
public sealed record SearchTerms
{
    /// <summary>The index knows runs of three characters; a shorter term is looked for in the text itself.</summary>
    public const int IndexedLength = 3;

    private const int MaxQuery = 200;
    private const int MaxTerms = 8;

    private SearchTerms(IReadOnlyList<string> all)
    {
        Indexed = [.. all.Where(term => term.EnumerateRunes().Count() >= IndexedLength)];
        Brief = [.. all.Except(Indexed)];
    }

    /// <summary>Of at least three characters.</summary>
    public IReadOnlyList<string> Indexed { get; }

    /// <summary>Of one or two: most Chinese words.</summary>
    public IReadOnlyList<string> Brief { get; }

    /// <summary>All of them.</summary>
    public IEnumerable<string> All => Indexed.Concat(Brief);

    /// <summary>Null when nothing visible is left.</summary>
    public static SearchTerms? Of(string? query) =>
        ContentText.CleanName(query, MaxQuery) is { } clean
            ? new SearchTerms([.. clean.Split(' ', StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.OrdinalIgnoreCase).Take(MaxTerms)])
            : null;

    /// <summary>A term as a LIKE pattern with the escape character <c>\</c>.</summary>
    public static string Pattern(string term)
    {
        ArgumentNullException.ThrowIfNull(term);
        var text = new StringBuilder("%", term.Length + 8);
        foreach (var c in term)
        {
            text.Append(c is '%' or '_' or '\\' ? "\\" : string.Empty).Append(c);
        }

        return text.Append('%').ToString();
    }
}
