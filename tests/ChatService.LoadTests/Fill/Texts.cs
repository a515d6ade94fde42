using System.Globalization;

namespace ChatService.LoadTests.Fill;

/// <summary>What people write to a shop, made up: a few frequent words, many rare ones, and now and then an order number. The same each time.</summary>
public static class Texts
{
    /// <summary>So many different ones; each stands in many messages.</summary>
    public const int Count = 100_000;

    private static readonly string[] Frequent = ["order", "delivery", "please", "thank", "address", "invoice", "refund", "when", "arrive", "change"];

    private static readonly string[] Syllables = ["ba", "ko", "ri", "sen", "tal", "mu", "vi", "dor", "le", "pa", "nim", "gos", "ter", "hu", "zan", "fe"];

    /// <summary>A word of every text.</summary>
    public static string FrequentWord(int number) => Frequent[number % Frequent.Length];

    /// <summary>Stands in one text.</summary>
    public static string OrderNumber(int text) => string.Create(CultureInfo.InvariantCulture, $"NL{text * 7919L % 1_000_000:000000}X{text % 97:00}");

    /// <summary>One of 4 096 words, which stand in a few texts each.</summary>
    public static string RareWord(int number) => string.Concat(Syllables[number % 16], Syllables[number / 16 % 16], Syllables[number / 256 % 16]);

    /// <summary>The text with this number.</summary>
    public static string Of(int text)
    {
        var random = new Random(text);
        return string.Create(
            CultureInfo.InvariantCulture, $"{FrequentWord(random.Next(10))} {RareWord(random.Next(4_096))} {FrequentWord(random.Next(10))} {OrderNumber(text)}, {RareWord(random.Next(4_096))}?");
    }
}
