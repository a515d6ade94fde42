using System.Text;

namespace ChatService.Domain.Content;

/// <summary>
/// Unicode tag characters (U+E0000-E007F) are drawn as nothing, so they carry text that no reader sees: for machines
/// that read along. They are removed wherever people write. The one
/// use that is left to them are the flags of England, Scotland and Wales, a black flag with five tags and a cancel tag.
/// </summary>
internal static class FlagTags
{
    private const int BlackFlag = 0x1F3F4;

    private static readonly string[] Tails = [Tail("gbeng"), Tail("gbsct"), Tail("gbwls")];

    /// <summary>Drawn as nothing.</summary>
    public static bool IsTag(int value) => value is >= 0xE0000 and <= 0xE007F;

    /// <summary>UTF-16 units of the tags that make a flag of <paramref name="rune"/>; 0 when none follow.</summary>
    public static int TailLength(Rune rune, ReadOnlySpan<char> rest)
    {
        if (rune.Value != BlackFlag)
        {
            return 0;
        }

        foreach (var tail in Tails)
        {
            if (rest.StartsWith(tail, StringComparison.Ordinal))
            {
                return tail.Length;
            }
        }

        return 0;
    }

    private static string Tail(string letters) => string.Concat(letters.Append('\u007F').Select(letter => char.ConvertFromUtf32(0xE0000 + letter)));
}
