using System.Text;

namespace ChatService.Domain.Content;

/// <summary>
/// What may be said in a chat, whoever says it. A text is cleaned where that loses nothing a reader would miss, and refused otherwise:
/// <list type="bullet">
/// <item>trimmed; refused when nothing visible is left (white space, controls and zero-width characters are not visible);</item>
/// <item>at most <see cref="MaxChars"/> UTF-16 units after cleaning;</item>
/// <item>lone surrogates: refused;</item>
/// <item>NUL, the other C0 controls but line feed and tab, DEL and C1: removed;</item>
/// <item>CR LF, CR, U+2028 and U+2029: become a line feed;</item>
/// <item>bidi embeddings, overrides and isolates (U+202A-202E, U+2066-2069): removed. The plain marks U+200E and U+200F stay, mixed text needs them;</item>
/// <item>tag characters (U+E0000-E007F), which nobody sees: removed, but in the flags of England, Scotland and
/// Wales;</item>
/// <item>more than eight combining marks in a row: the rest is removed.</item>
/// </list>
/// Cleaning is idempotent and never makes a text longer.
/// </summary>
public static class MessageText
{
    /// <summary>In UTF-16 units, as browsers count. About three printed pages.</summary>
    public const int MaxChars = 8_000;

    /// <summary>The bound a store or channel may rely on. It follows from <see cref="MaxChars"/>: a UTF-16 unit is at most three bytes of UTF-8, 24 000 in all.</summary>
    public const int MaxUtf8Bytes = 32 * 1024;

    // Far beyond what cleaning could bring down to the limit in an honest text: not worth reading.
    private const int NotWorthReading = 4 * MaxChars;

    /// <summary>
    /// Either <c>Clean</c> or <c>Refusal</c> is set, never both. A text that needs no cleaning comes back as the same instance, without an allocation.
    /// </summary>
    public static (string? Clean, ContentRefusal? Refusal) Check(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return (null, ContentRefusal.Empty);
        }

        if (text.Length > NotWorthReading)
        {
            return (null, ContentRefusal.TooLong);
        }

        switch (Look(text))
        {
            case Finding.Invalid:
                return (null, ContentRefusal.InvalidUnicode);
            case Finding.NothingVisible:
                return (null, ContentRefusal.Empty);
            case Finding.NeedsCleaning:
                text = Clean(text);
                break;
        }

        return text.Length > MaxChars ? (null, ContentRefusal.TooLong) : (text, null);
    }

    /// <summary>At most <paramref name="max"/> UTF-16 units from the beginning, never half a character.</summary>
    public static string Beginning(string text, int max)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentOutOfRangeException.ThrowIfLessThan(max, 1);
        return text.Length <= max ? text : text[..(char.IsHighSurrogate(text[max - 1]) ? max - 1 : max)];
    }

    private static Finding Look(ReadOnlySpan<char> text)
    {
        var needsCleaning = char.IsWhiteSpace(text[0]) || char.IsWhiteSpace(text[^1]);
        var visible = false;
        var marks = default(MarkCounter);
        while (!text.IsEmpty)
        {
            if (Rune.DecodeFromUtf16(text, out var rune, out var length) != System.Buffers.OperationStatus.Done)
            {
                return Finding.Invalid;
            }

            text = text[length..];
            text = text[FlagTags.TailLength(rune, text)..];
            needsCleaning |= IsRemoved(rune, ref marks) || CharacterClass.IsForeignLineBreak(rune.Value);
            visible |= CharacterClass.IsVisible(rune);
        }

        return !visible ? Finding.NothingVisible : needsCleaning ? Finding.NeedsCleaning : Finding.Fine;
    }

    private static string Clean(string text)
    {
        var clean = new StringBuilder(text.Length);
        var marks = default(MarkCounter);
        var afterReturn = false;
        for (var at = 0; at < text.Length;)
        {
            var rune = Rune.GetRuneAt(text, at);
            at += rune.Utf16SequenceLength;
            var secondHalfOfBreak = afterReturn && rune.Value == '\n';
            afterReturn = rune.Value == '\r';
            if (CharacterClass.IsForeignLineBreak(rune.Value))
            {
                marks = default;
                clean.Append('\n');
            }
            else if (!secondHalfOfBreak && !IsRemoved(rune, ref marks))
            {
                Append(clean, rune);
                var flag = FlagTags.TailLength(rune, text.AsSpan(at));
                clean.Append(text, at, flag);
                at += flag;
            }
        }

        return clean.ToString().Trim();
    }

    // What is removed must not touch the counter: the marks on both sides of it become neighbours.
    private static bool IsRemoved(Rune rune, ref MarkCounter marks) =>
        CharacterClass.IsUnwantedControl(rune.Value) || CharacterClass.IsBidiControl(rune.Value) || FlagTags.IsTag(rune.Value) || marks.IsOneTooMany(rune);

    private static void Append(StringBuilder builder, Rune rune)
    {
        Span<char> units = stackalloc char[2];
        builder.Append(units[..rune.EncodeToUtf16(units)]);
    }

    private enum Finding
    {
        Fine,
        NeedsCleaning,
        NothingVisible,
        Invalid,
    }
}
