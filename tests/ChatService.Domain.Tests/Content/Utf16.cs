using FsCheck;
using FsCheck.Fluent;

namespace ChatService.Domain.Tests.Content;

/// <summary>Strings made of the units that break things: halves of surrogates, marks, joiners, controls, bidi, braces, and ordinary letters between them.</summary>
internal static class Utf16
{
    private static readonly string[] Pieces =
    [
        "a", "Z", "7", " ", "  ", "\n", "\r", "\r\n", "\t", "\0", "\u0007", "\u0085", "\u00A0", "\u00AD", "\u0301", "\u0301\u0301\u0301\u0301\u0301", "\u0E33", "\u20DD",
        "\u200B", "\u200D", "\u200F", "\u2028", "\u202E", "\u2067", "\u3000", "\uFEFF", "\uFDFA", "\uFFFD", "\uFFFF", "\uD83D", "\uDE00", "😀", "𠀀", "订单", "RE", "fund",
        "{{", "}}", "{", "}", "|", "contact.name", "agent.name", "{{contact.name|there}}", "{{7*7}}",
    ];

    public static Arbitrary<string> Arbitrary { get; } = Gen.Frequency(
        (4, Gen.Elements(Pieces).ArrayOf().Select(string.Concat)),
        (1, Gen.Choose(0, char.MaxValue).Select(unit => (char)unit).ArrayOf().Select(units => new string(units)))).ToArbitrary();
}
