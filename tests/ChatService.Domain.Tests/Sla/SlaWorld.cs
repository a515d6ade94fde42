using ChatService.Domain.Calendar;
using ChatService.Domain.Sla;
using FsCheck;
using FsCheck.Fluent;

namespace ChatService.Domain.Tests.Sla;

/// <summary>Times, calendars and policies that the SLA tests share.</summary>
internal static class SlaWorld
{
    /// <summary>A Monday morning in summer, 09:00 UTC.</summary>
    public static readonly DateTimeOffset Monday = new(2025, 6, 2, 9, 0, 0, TimeSpan.Zero);

    /// <summary>Monday to Friday, 09:00 to 18:00 UTC.</summary>
    public static readonly BusinessCalendar Office = BusinessCalendar.From(new CalendarDefinition(
        "UTC", [.. Enumerable.Range(1, 5).Select(day => new WeeklyInterval((DayOfWeek)day, 540, 540))], []));

    public static readonly BusinessCalendar NeverOpen = BusinessCalendar.From(new CalendarDefinition("UTC", [], []));

    public static DateTimeOffset At(double seconds) => Monday.AddSeconds(seconds);

    public static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);

    public static SlaPolicy Policy(TimeSpan target, params SlaStep[] steps) => new()
    {
        Id = Guid.Parse("00000000-0000-0000-0000-000000000001"),
        Version = 1,
        Name = "Test",
        Targets = new SlaTargets(All(target), All(target), All(target)),
        Steps = steps,
    };

    public static Gen<BusinessCalendar> Calendars() => Gen.Elements(BusinessCalendar.AlwaysOpen, Office, BusinessCalendar.From(new CalendarDefinition(
        "Europe/Berlin", [new(DayOfWeek.Saturday, 1380, 420), new(DayOfWeek.Monday, 0, 1)], [SpecialDay.Closed(new DateOnly(2025, 6, 7))])));

    public static Gen<TimeSpan> Durations(int upToSeconds) => Gen.Choose(1, upToSeconds).Select(seconds => TimeSpan.FromSeconds(seconds));

    public static Gen<DateTimeOffset> Times() => Gen.Choose(-400_000, 400_000).Select(seconds => Monday.AddSeconds(seconds));

    private static PriorityTargets All(TimeSpan target) => new(target, target, target, target);
}
