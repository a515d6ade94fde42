namespace ChatService.Domain.Calendar;

/// <summary>Checks a definition and collects every complaint.</summary>
internal static class CalendarRules
{
    // One interval per half-hour slot is more than any roster needs; the bounds keep a search through the days cheap.
    internal const int MaxIntervalsPerDay = 48;
    internal const int MaxSpecialDays = 2000;
    private const int LongestZoneName = 64;

    public static IReadOnlyList<CalendarComplaint> Check(CalendarDefinition definition)
    {
        var complaints = new List<CalendarComplaint>();
        if (FindZone(definition.TimeZone) is null)
        {
            complaints.Add(new(CalendarComplaintCode.UnknownTimeZone, "timeZone", "Name a time zone of the IANA database, such as Europe/Berlin."));
        }

        CheckWeek(definition.Weekly, complaints);
        CheckSpecialDays(definition.SpecialDays, complaints);
        return complaints;
    }

    /// <summary>The zone, or null. Names are checked first, because a name becomes part of a file's path.</summary>
    public static TimeZoneInfo? FindZone(string name)
    {
        var plausible = name.Length is > 0 and <= LongestZoneName
            && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '/' or '_' or '-' or '+');
        return plausible && TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) && zone.HasIanaId ? zone : null;
    }

    private static void CheckWeek(IReadOnlyList<WeeklyInterval> weekly, List<CalendarComplaint> complaints)
    {
        if (weekly.Count > 7 * MaxIntervalsPerDay)
        {
            complaints.Add(new(CalendarComplaintCode.TooManyIntervals, "weekly", $"A week has at most {7 * MaxIntervalsPerDay} intervals."));
            return;
        }

        for (var i = 0; i < weekly.Count; i++)
        {
            var where = $"weekly[{i}]";
            if (!Enum.IsDefined(weekly[i].Day))
            {
                complaints.Add(new(CalendarComplaintCode.UnknownDay, $"{where}.day", "A day of the week is Sunday to Saturday."));
            }

            CheckMinutes(new DayInterval(weekly[i].StartMinute, weekly[i].LengthMinutes), where, complaints);
        }
    }

    private static void CheckSpecialDays(IReadOnlyList<SpecialDay> days, List<CalendarComplaint> complaints)
    {
        if (days.Count > MaxSpecialDays)
        {
            complaints.Add(new(CalendarComplaintCode.TooManySpecialDays, "specialDays", $"A calendar has at most {MaxSpecialDays} special days."));
            return;
        }

        var seen = new HashSet<DateOnly>();
        for (var i = 0; i < days.Count; i++)
        {
            var where = $"specialDays[{i}]";
            if (!seen.Add(days[i].Date))
            {
                complaints.Add(new(CalendarComplaintCode.DuplicateSpecialDay, $"{where}.date", $"{days[i].Date:yyyy-MM-dd} is listed twice."));
            }

            if (days[i].Intervals.Count > MaxIntervalsPerDay)
            {
                complaints.Add(new(CalendarComplaintCode.TooManyIntervals, where, $"A day has at most {MaxIntervalsPerDay} intervals."));
                continue;
            }

            for (var j = 0; j < days[i].Intervals.Count; j++)
            {
                CheckMinutes(days[i].Intervals[j], $"{where}.intervals[{j}]", complaints);
            }
        }
    }

    private static void CheckMinutes(DayInterval interval, string where, List<CalendarComplaint> complaints)
    {
        if (interval.StartMinute is < 0 or >= DayInterval.MinutesPerDay)
        {
            complaints.Add(new(CalendarComplaintCode.StartOutOfRange, $"{where}.startMinute", "A start is a minute of the day, 0 to 1439."));
        }

        if (interval.LengthMinutes is < 1 or > DayInterval.MinutesPerDay)
        {
            complaints.Add(new(CalendarComplaintCode.LengthOutOfRange, $"{where}.lengthMinutes", "A length is 1 to 1440 minutes."));
        }
    }
}
