using System.Text;
using ChatService.Domain.Content;
using ChatService.Server.Features.Contacts;

namespace ChatService.Server.Features.Search;

/// <summary>
/// What a contact can be found by, folded: its words (name, e-mail, external id), the digits of its phone, and the end of its id, by
/// which the desk names a visitor without a name ("Visitor dba2"). One definition for the index and for the comparison.
/// </summary>
public sealed class PersonText
{
    /// <summary>Characters of the id that the desk shows.</summary>
    public const int ShortId = 4;

    // A name is at most 200 characters; this bounds what a machine has written.
    private const int MaxTokens = 600;

    private readonly string[] words;
    private readonly string digits;
    private readonly string shortId;

    private PersonText(string[] words, string digits, string shortId) => (this.words, this.digits, this.shortId) = (words, digits, shortId);

    /// <summary>Of a contact.</summary>
    public static PersonText Of(Contact contact)
    {
        ArgumentNullException.ThrowIfNull(contact);
        var text = $"{FoldedText.Of(contact.Name)} {FoldedText.Of(contact.Email)} {FoldedText.Of(contact.ExternalId)}";
        return new PersonText(
            text.Split(' ', StringSplitOptions.RemoveEmptyEntries), FoldedText.Digits(contact.Phone), contact.Id.ToString("N")[^ShortId..]);
    }

    /// <summary>What the index keeps of it.</summary>
    public IReadOnlyCollection<string> Tokens()
    {
        var tokens = new HashSet<string>(StringComparer.Ordinal) { "#" + shortId };
        foreach (var word in words)
        {
            tokens.UnionWith(Grams.Of(word));
            tokens.UnionWith(Beginnings(word));
            tokens.UnionWith(word.EnumerateRunes().Where(Grams.IsDense).Select(rune => rune.ToString()));
        }

        tokens.UnionWith(Grams.Of(digits));
        return tokens.Count <= MaxTokens ? tokens : [.. tokens.Take(MaxTokens)];
    }

    /// <summary>Every term is in it.</summary>
    public bool Has(PersonTerms terms)
    {
        ArgumentNullException.ThrowIfNull(terms);
        return terms.All.All(Has);
    }

    private bool Has(string term) =>
        term == shortId
        || (PersonTerms.IsDigits(term) && digits.Contains(term, StringComparison.Ordinal))
        || (PersonTerms.IsBrief(term)
            ? words.Any(word => Starts(word).Any(start => word.AsSpan(start).StartsWith(term, StringComparison.Ordinal)))
            : words.Any(word => word.Contains(term, StringComparison.Ordinal)));

    // One or two letters are looked for where a part begins, as in "j.doe@x.org": anywhere they would be everywhere.
    private static IEnumerable<string> Beginnings(string word)
    {
        foreach (var start in Starts(word))
        {
            // Whole characters: half of one cannot be stored.
            var first = word[start..].EnumerateRunes().Take(2).Select(rune => rune.ToString()).ToArray();
            yield return "^" + first[0];
            yield return "^" + string.Concat(first);
        }
    }

    private static IEnumerable<int> Starts(string word) =>
        Enumerable.Range(0, word.Length).Where(i => i == 0 || (!char.IsLetterOrDigit(word[i - 1]) && char.IsLetterOrDigit(word[i])));
}

/// <summary>What is looked for in people: every term must be found, in any order.</summary>
public sealed class PersonTerms
{
    private const int MaxTerms = 8;

    // As the desk calls a visitor without a name, in the languages it speaks.
    private static readonly HashSet<string> Anonymous = ["visitor", "访客"];

    private PersonTerms(IReadOnlyList<string> all) => All = all;

    /// <summary>Folded.</summary>
    public IReadOnlyList<string> All { get; }

    /// <summary>Null when nothing is left to look for.</summary>
    public static PersonTerms? Of(string? query)
    {
        var folded = FoldedText.Of(ContentText.CleanName(query));
        if (PhoneOf(folded) is { } phone)
        {
            return new PersonTerms([phone]);
        }

        var terms = folded.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Distinct().Take(MaxTerms).ToList();
        if (terms.Count > 1)
        {
            terms.RemoveAll(Anonymous.Contains);
        }

        return terms.Count == 0 ? null : new PersonTerms(terms);
    }

    /// <summary>The pieces that a token index must have of each term, and the one that may stand for all of them.</summary>
    public IReadOnlyList<(IReadOnlyList<string> Tokens, string? Or)> Asked =>
        [.. All.Select(term => (TokensOf(term), IsShortId(term) ? "#" + term : null))];

    internal static bool IsDigits(string term) => term.Length > 2 && term.All(char.IsAsciiDigit);

    /// <summary>Too short for pieces of three, and of a script where two letters are no word.</summary>
    internal static bool IsBrief(string term) => term.EnumerateRunes().Count() < 3 && !term.EnumerateRunes().Any(Grams.IsDense);

    private static bool IsShortId(string term) => term.Length == PersonText.ShortId && term.All(char.IsAsciiHexDigitLower);

    private static IReadOnlyList<string> TokensOf(string term)
    {
        if (IsBrief(term))
        {
            return ["^" + term];
        }

        var grams = Grams.Of(term);
        return grams.Count > 0 ? [.. grams] : [.. term.EnumerateRunes().Where(Grams.IsDense).Select(rune => rune.ToString())];
    }

    // "+49 (30) 123-45" and "030 12345" are one number each, however they are spaced.
    private static string? PhoneOf(string text)
    {
        var signs = text.Count(c => c is ' ' or '+' or '-' or '(' or ')' or '.' or '/');
        var digits = FoldedText.Digits(text);
        return digits.Length > 4 && digits.Length + signs == text.Length && signs > 0 ? digits.TrimStart('0') : null;
    }
}
