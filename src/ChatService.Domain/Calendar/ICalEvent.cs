using System.Globalization;
using System.Text;

namespace ChatService.Domain.Calendar;

/// <summary>An all-day event: its first occurrence, how many days it lasts, and how it repeats.</summary>
internal sealed record ICalEvent(DateOnly Start, int Days, string? Name, ICalYearly? Repetition, IReadOnlySet<DateOnly> LeftOut)
{
    private const int LongestHoliday = 62;
    private const int LongestName = 200;

    /// <summary>Reads an event; null when it is cancelled or was complained about.</summary>
    public static ICalEvent? Read(ICalEntry entry, List<CalendarComplaint> complaints)
    {
        if (Value(entry, "STATUS")?.Trim().Equals("CANCELLED", StringComparison.OrdinalIgnoreCase) == true)
        {
            return null;
        }

        var start = Value(entry, "DTSTART") ?? "";
        var date = Date(start);
        var days = date is { } first ? Length(entry, first) : null;
        if (date is null || days is null or > LongestHoliday)
        {
            complaints.Add(Complaint(entry, date is null, IsTimed(start), days is null));
            return null;
        }

        var leftOut = entry.Properties.Where(p => p.Name == "EXDATE").SelectMany(p => p.Value.Split(',')).Select(Date).OfType<DateOnly>();
        return new ICalEvent(date.Value, days.Value, Unescape(Value(entry, "SUMMARY")), Yearly(entry, date.Value, complaints), leftOut.ToHashSet());
    }

    /// <summary>Every date of every occurrence that ends on or after the first date and begins on or before the last one.</summary>
    public IEnumerable<DateOnly> Dates(DateOnly first, DateOnly last)
    {
        var starts = Repetition is null ? [Start] : Repetition.Occurrences(Start, last);
        foreach (var start in starts.Where(start => start.DayNumber + Days > first.DayNumber && !LeftOut.Contains(start)))
        {
            for (var i = 0; i < Days && start.DayNumber + i <= DateOnly.MaxValue.DayNumber; i++)
            {
                yield return start.AddDays(i);
            }
        }
    }

    /// <summary>A date in the basic form <c>yyyyMMdd</c>, or null.</summary>
    internal static DateOnly? Date(string value) =>
        DateOnly.TryParseExact(value.Trim(), "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : null;

    private static bool IsTimed(string value) => value.Trim().Length > 9 && value.Trim()[8] == 'T' && Date(value.Trim()[..8]) is not null;

    private static CalendarComplaint Complaint(ICalEntry entry, bool hasNoDate, bool isTimed, bool hasNoEnd)
    {
        var (code, text) = (hasNoDate, isTimed, hasNoEnd) switch
        {
            (true, true, _) => (CalendarComplaintCode.ImportTimedEvent, "The event has clock times; only whole days are holidays."),
            (true, false, _) => (CalendarComplaintCode.ImportDateUnreadable, "The event has no readable DTSTART."),
            (false, _, true) => (CalendarComplaintCode.ImportDateUnreadable, "The end of the event is not readable, or not after its start."),
            _ => (CalendarComplaintCode.ImportEventTooLong, $"A holiday lasts at most {LongestHoliday} days."),
        };
        return new CalendarComplaint(code, $"line {entry.Line}", text);
    }

    private static int? Length(ICalEntry entry, DateOnly start)
    {
        if (Property(entry, "DTEND") is { } end)
        {
            return Date(end.Value) is { } until && until > start ? until.DayNumber - start.DayNumber : null;
        }

        return Value(entry, "DURATION") is { } duration ? DaysOf(duration.Trim()) : 1;
    }

    private static int? DaysOf(string duration)
    {
        var digits = duration.StartsWith('P') && duration.Length > 2 ? duration[1..^1] : "";
        if (!int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var count) || count is < 1 or > 10_000)
        {
            return null;
        }

        return duration[^1] switch { 'D' => count, 'W' => count * 7, _ => null };
    }

    private static ICalYearly? Yearly(ICalEntry entry, DateOnly start, List<CalendarComplaint> complaints)
    {
        if (Value(entry, "RRULE") is not { } rule)
        {
            return null;
        }

        var yearly = ICalYearly.Read(rule, start);
        if (yearly is null)
        {
            complaints.Add(new(CalendarComplaintCode.ImportRepetitionUnsupported, $"line {entry.Line}", "Only yearly repetitions on the same date are read; the first occurrence was taken."));
        }

        return yearly;
    }

    private static ICalProperty? Property(ICalEntry entry, string name)
    {
        foreach (var property in entry.Properties)
        {
            if (property.Name == name)
            {
                return property;
            }
        }

        return null;
    }

    private static string? Value(ICalEntry entry, string name) => Property(entry, name)?.Value;

    private static string? Unescape(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        var plain = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length && plain.Length < LongestName; i++)
        {
            var escaped = text[i] == '\\' && i + 1 < text.Length;
            var c = escaped ? text[++i] : text[i];
            var isBreak = char.IsControl(c) || (escaped && (c is 'n' or 'N'));
            plain.Append(isBreak ? ' ' : c);
        }

        if (plain.Length > 0 && char.IsHighSurrogate(plain[^1]))
        {
            plain.Length--;
        }

        return plain.ToString().Trim();
    }
}
