using System.Globalization;

namespace ChatService.Domain.AutoReplies;

/// <summary>Says when an inbox opens, the way a person at the desk would.</summary>
internal static class OpeningText
{
    private const string ChineseDays = "日一二三四五六";

    /// <summary>
    /// English and Chinese in words, relative to the customer-facing day of the inbox; other languages get a date that is read the same everywhere. "Monday" alone is said only within
    /// six days; Chinese gives the date with it, as 周一 may be this week's or next week's.
    /// </summary>
    public static string For(DateTimeOffset opening, DateTimeOffset now, string language)
    {
        var days = (opening.Date - now.ToOffset(opening.Offset).Date).Days;
        if (LanguageChoice.Includes("zh", language))
        {
            return Chinese(opening, days);
        }

        return LanguageChoice.Includes("en", language) ? English(opening, days) : Format(opening, "yyyy-MM-dd HH:mm");
    }

    private static string English(DateTimeOffset opening, int days) => days switch
    {
        0 => Format(opening, "'today at 'HH:mm"),
        1 => Format(opening, "'tomorrow at 'HH:mm"),
        > 1 and < 7 => Format(opening, "dddd' at 'HH:mm"),
        _ => Format(opening, "dddd, d MMMM' at 'HH:mm"),
    };

    private static string Chinese(DateTimeOffset opening, int days) => days switch
    {
        0 => Format(opening, "'今天 'HH:mm"),
        1 => Format(opening, "'明天 'HH:mm"),
        _ => Format(opening, $"M'月'd'日（周{ChineseDays[(int)opening.DayOfWeek]}）'HH:mm"),
    };

    private static string Format(DateTimeOffset time, string format) => time.ToString(format, CultureInfo.InvariantCulture);
}
