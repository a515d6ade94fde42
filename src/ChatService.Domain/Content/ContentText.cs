using System.Globalization;
using System.Text;

namespace ChatService.Domain.Content;

/// <summary>Cleaning of the short strings around a chat. Nothing here refuses: what cannot be used becomes null, and the caller goes on without it.</summary>
public static class ContentText
{
    /// <summary>In UTF-16 units; longer names do not fit on any screen.</summary>
    public const int MaxName = 120;

    /// <summary>The length that browsers, proxies and logs agree on.</summary>
    public const int MaxUrl = 2_048;

    /// <summary>RFC 5646 asks for at least 35.</summary>
    public const int MaxLocale = 35;

    /// <summary>
    /// A person's name, a page title, a tag: one line without controls, bidi controls, tag characters, broken
    /// surrogates or floods of marks; runs of white space become one space;
    /// cut to <paramref name="max"/> UTF-16 units between characters. Null when nothing visible is left. Markup is kept as it is: it is text, and the screen escapes it.
    /// </summary>
    public static string? CleanName(string? text, int max = MaxName)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(max, 1);
        if (string.IsNullOrEmpty(text) || IsPlain(text, max))
        {
            return string.IsNullOrEmpty(text) ? null : text;
        }

        var clean = new StringBuilder(Math.Min(text.Length, max));
        var marks = default(MarkCounter);
        var visible = false;
        var spaceDue = false;
        Span<char> units = stackalloc char[2];
        for (var at = 0; at < text.Length;)
        {
            var decoded = Rune.DecodeFromUtf16(text.AsSpan(at), out var rune, out var length);
            at += length;
            if (Rune.IsWhiteSpace(rune))
            {
                spaceDue = clean.Length > 0;
                marks = default;
                continue;
            }

            if (decoded != System.Buffers.OperationStatus.Done || IsDropped(rune) || marks.IsOneTooMany(rune))
            {
                continue;
            }

            var flag = FlagTags.TailLength(rune, text.AsSpan(at));
            if (clean.Length + (spaceDue ? 1 : 0) + rune.Utf16SequenceLength + flag > max)
            {
                break;
            }

            clean.Append(spaceDue ? " " : "").Append(units[..rune.EncodeToUtf16(units)]).Append(text, at, flag);
            at += flag;
            spaceDue = false;
            visible |= CharacterClass.IsVisible(rune);
        }

        return visible ? clean.ToString() : null;
    }

    /// <summary>
    /// An absolute http or https address, normalised, of at most <see cref="MaxUrl"/> units; otherwise null. Addresses with a user name are refused, as they show one host and go to
    /// another, and so are those with controls, white space or invisible characters inside.
    /// </summary>
    public static string? CleanUrl(string? text)
    {
        text = text?.Trim();
        if (string.IsNullOrEmpty(text) || text.Length > MaxUrl || HasHiddenCharacters(text))
        {
            return null;
        }

        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri)
            || (uri.Scheme != Uri.UriSchemeHttp && uri.Scheme != Uri.UriSchemeHttps)
            || uri.UserInfo.Length > 0
            || uri.Host.Length == 0)
        {
            return null;
        }

        var clean = uri.AbsoluteUri;
        return clean.Length > MaxUrl ? null : clean;
    }

    /// <summary>A language tag in its usual spelling (<c>zh_cn</c> → <c>zh-CN</c>, <c>ZH-hans-cn</c> → <c>zh-Hans-CN</c>), or null when it is none.</summary>
    public static string? CleanLocale(string? text)
    {
        text = text?.Trim();
        if (string.IsNullOrEmpty(text) || text.Length > MaxLocale)
        {
            return null;
        }

        var parts = text.Replace('_', '-').Split('-');
        if (parts[0].Length is not (2 or 3) || !parts[0].All(char.IsAsciiLetter))
        {
            return null;
        }

        for (var i = 0; i < parts.Length; i++)
        {
            var part = parts[i];
            if (part.Length is < 1 or > 8 || !part.All(char.IsAsciiLetterOrDigit))
            {
                return null;
            }

            parts[i] = Spell(part, i);
        }

        return string.Join('-', parts);
    }

    private static string Spell(string part, int position)
    {
        var lower = part.ToLowerInvariant();
        return (position, part.Length) switch
        {
            (0, _) => lower,
            (_, 2) => part.ToUpperInvariant(),
            (_, 4) when char.IsAsciiLetter(part[0]) => char.ToUpperInvariant(lower[0]) + lower[1..],
            _ => lower,
        };
    }

    private static bool IsDropped(Rune rune) => Rune.IsControl(rune) || CharacterClass.IsBidiControl(rune.Value) || FlagTags.IsTag(rune.Value);

    // The everyday name: ASCII or Han and the like without anything special, no white space but single inner spaces.
    private static bool IsPlain(string text, int max)
    {
        if (text.Length > max || text[0] == ' ' || text[^1] == ' ' || text.Contains("  ", StringComparison.Ordinal))
        {
            return false;
        }

        foreach (var c in text)
        {
            if (c != ' ' && !(c is > ' ' and <= '~') && !char.IsLetter(c))
            {
                return false;
            }
        }

        return true;
    }

    private static bool HasHiddenCharacters(string text)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            var category = Rune.GetUnicodeCategory(rune);
            if (category is UnicodeCategory.Format or UnicodeCategory.Control || Rune.IsWhiteSpace(rune) || rune == Rune.ReplacementChar)
            {
                return true;
            }
        }

        return false;
    }
}
