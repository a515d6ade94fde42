using System.Globalization;
using System.Text;

namespace ChatService.Server.Features.Search;

/// <summary>Text as people compare names: without case, accents and widths, so "Sofia Martinez" finds "Sofía Martínez".</summary>
public static class FoldedText
{
    // Letters that Unicode does not take apart.
    private static readonly Dictionary<char, string> Letters = new()
    {
        ['ß'] = "ss", ['ø'] = "o", ['ł'] = "l", ['đ'] = "d", ['ð'] = "d", ['þ'] = "th", ['æ'] = "ae", ['œ'] = "oe", ['ı'] = "i", ['ħ'] = "h",
    };

    /// <summary>The folded text; empty for null.</summary>
    public static string Of(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return string.Empty;
        }

        // Half a character, as a cut may leave it, is none.
        text = text.Any(char.IsSurrogate) ? Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)) : text;
        var folded = new StringBuilder(text.Length);
        foreach (var c in text.Normalize(NormalizationForm.FormKD).ToLowerInvariant())
        {
            if (Letters.TryGetValue(c, out var letters))
            {
                folded.Append(letters);
            }
            else if (CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark)
            {
                folded.Append(c);
            }
        }

        // Hangul and kana are put together again.
        return folded.ToString().Normalize(NormalizationForm.FormKC);
    }

    /// <summary>The digits of a text, such as a phone number.</summary>
    public static string Digits(string? text) => string.Concat((text ?? string.Empty).Where(char.IsAsciiDigit));
}
