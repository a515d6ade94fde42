namespace ChatService.Domain.Calendar;

/// <summary>What an admin writes down about business hours. Nothing here is checked yet: see <see cref="BusinessCalendar.Validate"/>.</summary>
/// <param name="TimeZone">An IANA name such as <c>Europe/Berlin</c>.</param>
/// <param name="Weekly">Intervals in any order; those that touch or overlap count once.</param>
/// <param name="SpecialDays">At most one entry for a date.</param>
public sealed record CalendarDefinition(
    string TimeZone,
    IReadOnlyList<WeeklyInterval> Weekly,
    IReadOnlyList<SpecialDay> SpecialDays);
