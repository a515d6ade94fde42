namespace ChatService.Domain.Calendar;

/// <summary>
/// Reads holidays from an iCalendar text (RFC 5545): each all-day event becomes closed days.
/// Understood: folded lines, DTSTART with a date, DTEND (exclusive) or DURATION in days or weeks, SUMMARY, STATUS:CANCELLED, EXDATE, and
/// RRULE with FREQ=YEARLY, INTERVAL, COUNT, UNTIL, and BYMONTH and BYMONTHDAY where they only repeat the date of DTSTART.
/// What is not understood is complained about and left out; bad text is never an exception.
/// </summary>
public static class ICalHolidays
{
    /// <summary>The longest text that is read, in characters: several times the largest holiday calendars in use.</summary>
    public const int MaxCharacters = 1_000_000;

    private const int MaxEvents = 2_000;
    private const int MaxComplaints = 100;
    private const int YearsOfAnEndlessRepetition = 10;

    /// <summary>Reads a text.</summary>
    /// <param name="text">The whole file.</param>
    /// <param name="from">Dates before this one are left out.</param>
    /// <param name="to">Dates after this one are left out. A yearly holiday without an end is taken up to here, or for ten years when absent.</param>
    public static ICalImport Parse(string text, DateOnly? from = null, DateOnly? to = null)
    {
        if (text.Length > MaxCharacters)
        {
            return new ICalImport([], [new(CalendarComplaintCode.ImportTooLarge, "text", $"A holiday calendar has at most {MaxCharacters} characters.")]);
        }

        var complaints = new List<CalendarComplaint>();
        var days = new SortedDictionary<DateOnly, SpecialDay>();
        var window = new Window(from ?? DateOnly.MinValue, to ?? DateOnly.MaxValue, to is not null);
        foreach (var entry in ICalReader.Events(text, MaxEvents, complaints))
        {
            if (!TryAdd(ICalEvent.Read(entry, complaints), window, days))
            {
                complaints.Add(new(CalendarComplaintCode.TooManySpecialDays, $"line {entry.Line}", $"A calendar has at most {CalendarRules.MaxSpecialDays} special days; the rest was left out."));
                break;
            }
        }

        return new ICalImport([.. days.Values], [.. complaints.Take(MaxComplaints)]);
    }

    private static bool TryAdd(ICalEvent? holiday, Window window, SortedDictionary<DateOnly, SpecialDay> days)
    {
        if (holiday is null)
        {
            return true;
        }

        foreach (var date in holiday.Dates(window.From, window.LastFor(holiday.Start)).Where(window.Contains))
        {
            if (days.Count >= CalendarRules.MaxSpecialDays && !days.ContainsKey(date))
            {
                return false;
            }

            days.TryAdd(date, SpecialDay.Closed(date, holiday.Name));
        }

        return true;
    }

    private readonly record struct Window(DateOnly From, DateOnly To, bool EndIsGiven)
    {
        public bool Contains(DateOnly date) => date >= From && date <= To;

        public DateOnly LastFor(DateOnly start) =>
            EndIsGiven || start.Year > DateOnly.MaxValue.Year - YearsOfAnEndlessRepetition ? To : start.AddYears(YearsOfAnEndlessRepetition).AddDays(-1);
    }
}
