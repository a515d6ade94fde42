using System.Globalization;
using ChatService.Contracts;
using ChatService.Server.Platform.Errors;
using ChatService.Domain.Calendar;

namespace ChatService.Server.Features.BusinessHours;

/// <summary>Between the words of the wire and the calendar; collects every complaint of a body.</summary>
internal static class BusinessHoursWords
{
    private const int LongestName = 100;

    /// <summary>The checked name and definition, or complaints by field.</summary>
    public static (string Name, CalendarDefinition Definition) Read(BusinessHoursBody body, Complaints errors)
    {
        var name = body.Name?.Trim() ?? string.Empty;
        if (name.Length is 0 or > LongestName)
        {
            errors.Add("name", name.Length == 0 ? FieldCode.Required : FieldCode.TooLong, $"A name has 1 to {LongestName} characters.");
        }

        var definition = new CalendarDefinition(body.TimeZone?.Trim() ?? string.Empty, Weekly(body.Weekly ?? [], errors), Special(body.Special ?? [], errors));
        if (body.Weekly is null)
        {
            errors.Add("weekly", FieldCode.Required, "The weekly hours are missing; an empty list is closed all week.");
        }

        foreach (var complaint in BusinessCalendar.Validate(definition))
        {
            // Times were read above, in the caller's own words: what remains are the zone, limits and doubled dates.
            if (complaint.Code is not (CalendarComplaintCode.StartOutOfRange or CalendarComplaintCode.LengthOutOfRange or CalendarComplaintCode.UnknownDay))
            {
                errors.Add(complaint.Where.Replace("specialDays", "special", StringComparison.Ordinal), CodeOf(complaint.Code), complaint.Text);
            }
        }

        return (name, definition);
    }

    /// <summary>As the wire shows it.</summary>
    public static BusinessHoursBody View(BusinessHours row) => new()
    {
        Id = row.Id,
        Name = row.Name,
        TimeZone = row.Definition.TimeZone,
        Weekly = [.. row.Definition.Weekly.Select(w => new WeeklyBody(DayNumber(w.Day), Time(w.StartMinute), Time(w.StartMinute + w.LengthMinutes)))],
        Special = [.. row.Definition.SpecialDays.Select(View)],
        Version = row.Version,
    };

    private static FieldCode CodeOf(CalendarComplaintCode code) => code switch
    {
        CalendarComplaintCode.UnknownTimeZone => FieldCode.UnknownValue,
        CalendarComplaintCode.TooManyIntervals or CalendarComplaintCode.TooManySpecialDays => FieldCode.TooMany,
        CalendarComplaintCode.DuplicateSpecialDay => FieldCode.Repeated,
        _ => FieldCode.OutOfRange,
    };

    private static SpecialDayBody View(SpecialDay day) => new(
        day.Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        day.IsClosed,
        [.. day.Intervals.Select(i => new IntervalBody(Time(i.StartMinute), Time(i.StartMinute + i.LengthMinutes)))],
        day.Name);

    private static List<WeeklyInterval> Weekly(IReadOnlyList<WeeklyBody?> weekly, Complaints errors)
    {
        var read = new List<WeeklyInterval>(weekly.Count);
        for (var i = 0; i < weekly.Count; i++)
        {
            var where = $"weekly[{i}]";
            var day = weekly[i]?.Day;
            if (day is not (>= 1 and <= 7))
            {
                errors.Add($"{where}.day", FieldCode.OutOfRange, "A day is 1 (Monday) to 7 (Sunday).");
            }

            var hours = Interval(weekly[i]?.Start, weekly[i]?.End, where, errors);
            read.Add(new WeeklyInterval((DayOfWeek)((day ?? 0) % 7), hours.StartMinute, hours.LengthMinutes));
        }

        return read;
    }

    private static List<SpecialDay> Special(IReadOnlyList<SpecialDayBody?> special, Complaints errors)
    {
        var read = new List<SpecialDay>(special.Count);
        for (var i = 0; i < special.Count; i++)
        {
            var (body, where) = (special[i], $"special[{i}]");
            if (!DateOnly.TryParseExact(body?.Date, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
            {
                errors.Add($"{where}.date", FieldCode.BadFormat, "A date is written as 2026-12-24.");
                continue;
            }

            if (body?.Name is { Length: > LongestName })
            {
                errors.Add($"{where}.name", FieldCode.TooLong, $"A name has at most {LongestName} characters.");
            }

            var intervals = body?.Intervals ?? [];
            if (body?.Closed == true && intervals.Count > 0)
            {
                errors.Add(where, FieldCode.Contradiction, "A day is closed or has intervals, not both.");
            }

            read.Add(new SpecialDay(date, [.. intervals.Select((x, j) => Interval(x?.Start, x?.End, $"{where}.intervals[{j}]", errors))], body?.Name));
        }

        return read;
    }

    private static DayInterval Interval(string? start, string? end, string where, Complaints errors)
    {
        var (from, to) = (ReadTime(start, $"{where}.start", errors), ReadTime(end, $"{where}.end", errors));
        return DayInterval.Between(from, to);
    }

    private static TimeOnly ReadTime(string? text, string where, Complaints errors)
    {
        // 24:00 is how people write the end of a day.
        if (text == "24:00" && where.EndsWith(".end", StringComparison.Ordinal))
        {
            return TimeOnly.MinValue;
        }

        if (!TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time))
        {
            errors.Add(where, FieldCode.BadFormat, "A time is written as 09:00.");
        }

        return time;
    }

    private static string Time(int minute) => $"{minute / 60 % 24:00}:{minute % 60:00}";

    private static int DayNumber(DayOfWeek day) => day == DayOfWeek.Sunday ? 7 : (int)day;
}
