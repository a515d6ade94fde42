using ChatService.Domain.Calendar;
using FsCheck;
using FsCheck.Fluent;

namespace ChatService.Domain.Tests.Calendar;

/// <summary>Generated calendars, each with a few days around a change of the clock, a leap day or a year's end.</summary>
internal static class CalendarCases
{
    public static readonly string[] Zones = ["Europe/Berlin", "America/New_York", "Asia/Shanghai", "Australia/Lord_Howe"];

    private static readonly DateOnly[] Starts =
    [
        new(2025, 3, 28), new(2025, 10, 24), // Europe
        new(2025, 3, 7), new(2025, 10, 31), // America
        new(2025, 4, 3), new(2025, 10, 3), // Lord Howe, by half an hour
        new(2028, 2, 27), new(2025, 12, 30),
    ];

    public static Gen<(CalendarDefinition Definition, DateOnly Start)> In(string zone) =>
        from start in Gen.Elements(Starts)
        from weekly in Gen.ListOf(Weekly(), 6)
        from special in Gen.ListOf(Special(start), 2)
        select (new CalendarDefinition(zone, [.. weekly], [.. special.DistinctBy(day => day.Date)]), start);

    public static Gen<(int From, int To)> Minutes() =>
        from a in Gen.Choose(0, MinuteModel.Minutes - 1)
        from b in Gen.Choose(0, MinuteModel.Minutes - 1)
        select (Math.Min(a, b), Math.Max(a, b));

    private static Gen<DayInterval> Interval() =>
        from start in Gen.Choose(0, 1439)
        from length in Gen.OneOf(Gen.Choose(1, 600), Gen.Constant(1440), Gen.Choose(601, 1439))
        select new DayInterval(start, length);

    private static Gen<WeeklyInterval> Weekly() =>
        from day in Gen.Choose(0, 6)
        from interval in Interval()
        select new WeeklyInterval((DayOfWeek)day, interval.StartMinute, interval.LengthMinutes);

    private static Gen<SpecialDay> Special(DateOnly start) =>
        from offset in Gen.Choose(-1, MinuteModel.Days)
        from count in Gen.Choose(0, 2)
        from intervals in Gen.ListOf(Interval(), count)
        select new SpecialDay(start.AddDays(offset), [.. intervals]);
}
