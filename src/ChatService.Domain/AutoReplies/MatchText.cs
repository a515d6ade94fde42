using System.Globalization;
using System.Text;

namespace ChatService.Domain.AutoReplies;

/// <summary>The form in which message and keywords are compared.</summary>
internal static class MatchText
{
    // Scripts written without spaces, or with endings glued to the word (Korean): a keyword there is a substring.
    private static readonly (int First, int Last)[] Unspaced =
    [
        (0x0E00, 0x0EFF), // Thai, Lao
        (0x1000, 0x109F), // Myanmar
        (0x1100, 0x11FF), // Hangul Jamo
        (0x1780, 0x17FF), // Khmer
        (0x2E80, 0x2FDF), // CJK and Kangxi radicals
        (0x3005, 0x3007), // iteration mark, ideographic zero
        (0x3040, 0x318F), // Hiragana, Katakana, Bopomofo, Hangul compatibility
        (0x31A0, 0x31FF), // Bopomofo and Katakana extensions
        (0x3400, 0x9FFF), // Han
        (0xA960, 0xA97F), // Hangul Jamo A
        (0xAC00, 0xD7FF), // Hangul
        (0xF900, 0xFAFF), // Han compatibility
        (0x1AFF0, 0x1B16F), // Kana extensions
        (0x20000, 0x3FFFF), // Han, supplementary planes
    ];

    /// <summary>NFKC, without invisible format characters and broken surrogates, with runs of white space as one space, trimmed. Case is kept: the comparison ignores it.</summary>
    public static string Normalise(string text)
    {
        var folded = Ascii.IsValid(text) ? text : Normalisable(text).Normalize(NormalizationForm.FormKC);
        var result = new StringBuilder(folded.Length);
        var spaceDue = false;
        Span<char> units = stackalloc char[2];
        foreach (var rune in folded.EnumerateRunes())
        {
            if (Rune.IsWhiteSpace(rune))
            {
                spaceDue = result.Length > 0;
            }
            else if (!Rune.IsControl(rune) && Rune.GetUnicodeCategory(rune) != UnicodeCategory.Format)
            {
                result.Append(spaceDue ? " " : "").Append(units[..rune.EncodeToUtf16(units)]);
                spaceDue = false;
            }
        }

        return result.ToString();
    }

    /// <summary>
    /// Keywords are looked for in this many UTF-16 units of a message: what a customer wants stands at its beginning,
    /// and a pattern's price grows with the text.
    /// </summary>
    public const int Head = 2_000;

    /// <summary>The beginning of a text, normalised.</summary>
    public static string NormaliseHead(string text)
    {
        if (text.Length <= Head)
        {
            return Normalise(text);
        }

        var end = char.IsHighSurrogate(text[Head - 1]) ? Head - 1 : Head;
        return Normalise(text[..end]);
    }

    /// <summary>A letter, digit, mark or underscore of a script that puts spaces between words.</summary>
    public static bool IsSpacedScript(Rune rune)
    {
        var isWordPart = Rune.IsLetterOrDigit(rune) || rune.Value == '_' || Rune.GetUnicodeCategory(rune)
            is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;
        return isWordPart && !Array.Exists(Unspaced, range => rune.Value >= range.First && rune.Value <= range.Last);
    }

    // What the framework refuses to normalise becomes the replacement character: broken surrogates, and U+FFFE, which is a character that is none.
    private static string Normalisable(string text)
    {
        var result = new StringBuilder(text.Length);
        Span<char> units = stackalloc char[2];
        foreach (var rune in text.EnumerateRunes())
        {
            var sound = rune.Value == 0xFFFE ? Rune.ReplacementChar : rune;
            result.Append(units[..sound.EncodeToUtf16(units)]);
        }

        return result.ToString();
    }
}
