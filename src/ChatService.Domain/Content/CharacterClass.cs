using System.Globalization;
using System.Text;

namespace ChatService.Domain.Content;

/// <summary>The few questions that content rules ask about a character.</summary>
internal static class CharacterClass
{
    /// <summary>Eight marks on one letter are more than any living script needs; a flood draws over the lines above and below.</summary>
    public const int MaxMarksInARow = 8;

    /// <summary>Embeddings, overrides and isolates: they can turn "exe.jpg" round and leak into the text that follows.</summary>
    public static bool IsBidiControl(int value) => value is (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069);

    /// <summary>C0, DEL and C1, without line feed and tab.</summary>
    public static bool IsUnwantedControl(int value) =>
        value is not ('\n' or '\t') && value is (>= 0 and < 0x20) or (>= 0x7F and <= 0x9F);

    /// <summary>Line breaks that are not a line feed; each is stored as one.</summary>
    public static bool IsForeignLineBreak(int value) => value is '\r' or 0x2028 or 0x2029;

    public static bool IsMark(Rune rune) => Rune.GetUnicodeCategory(rune)
        is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark;

    /// <summary>Joiners, zero-width spaces and the like: drawn as nothing.</summary>
    public static bool IsFormat(Rune rune) => Rune.GetUnicodeCategory(rune) is UnicodeCategory.Format;

    public static bool IsVisible(Rune rune) => !Rune.IsWhiteSpace(rune) && !Rune.IsControl(rune) && !IsFormat(rune);
}
