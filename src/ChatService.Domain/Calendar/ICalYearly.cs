using System.Globalization;

namespace ChatService.Domain.Calendar;

/// <summary>A yearly repetition on the date of the first occurrence. The 29th of February happens in leap years only, as RFC 5545 says.</summary>
internal sealed record ICalYearly(int Interval, int? Count, DateOnly? Until)
{
    public static ICalYearly? Read(string rule, DateOnly start)
    {
        var yearly = new ICalYearly(1, null, null);
        var isYearly = false;
        foreach (var part in rule.Trim().ToUpperInvariant().Split(';', StringSplitOptions.RemoveEmptyEntries))
        {
            var (name, value) = part.Split('=', 2) is [var left, var right] ? (left, right) : (part, "");
            switch (name)
            {
                case "FREQ" when value == "YEARLY":
                    isYearly = true;
                    break;
                case "INTERVAL" when Number(value) is { } interval:
                    yearly = yearly with { Interval = interval };
                    break;
                case "COUNT" when Number(value) is { } count:
                    yearly = yearly with { Count = count };
                    break;
                case "UNTIL" when value.Length >= 8 && ICalEvent.Date(value[..8]) is { } until:
                    yearly = yearly with { Until = until };
                    break;
                case "BYMONTH" when Number(value) == start.Month:
                case "BYMONTHDAY" when Number(value) == start.Day:
                case "WKST":
                    break;
                default:
                    return null;
            }
        }

        return isYearly ? yearly : null;
    }

    /// <summary>The dates on which it begins, up to the last one asked for.</summary>
    public IEnumerable<DateOnly> Occurrences(DateOnly start, DateOnly last)
    {
        var end = Until is { } until && until < last ? until : last;
        var found = 0;
        for (var year = start.Year; year <= end.Year && found < (Count ?? int.MaxValue); year += Interval)
        {
            if (start.Day > DateTime.DaysInMonth(year, start.Month))
            {
                continue;
            }

            found++;
            var date = new DateOnly(year, start.Month, start.Day);
            if (date <= end)
            {
                yield return date;
            }
        }
    }

    private static int? Number(string value) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 1 and <= 9999 ? number : null;
}
