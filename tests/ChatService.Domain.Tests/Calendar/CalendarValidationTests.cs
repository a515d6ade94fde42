using ChatService.Domain.Calendar;

namespace ChatService.Domain.Tests.Calendar;

public sealed class CalendarValidationTests
{
    [Fact]
    public void Every_complaint_is_reported_at_once()
    {
        var definition = new CalendarDefinition(
            "Mars/Olympus",
            [new((DayOfWeek)7, 0, 60), new(DayOfWeek.Monday, 1440, 60), new(DayOfWeek.Monday, -1, 60), new(DayOfWeek.Monday, 0, 0), new(DayOfWeek.Monday, 0, 1441)],
            [SpecialDay.Closed(new(2025, 1, 1)), SpecialDay.Closed(new(2025, 1, 1)), new(new(2025, 1, 2), [new(0, 0)])]);

        Assert.Equal(
            [
                (CalendarComplaintCode.UnknownTimeZone, "timeZone"),
                (CalendarComplaintCode.UnknownDay, "weekly[0].day"),
                (CalendarComplaintCode.StartOutOfRange, "weekly[1].startMinute"),
                (CalendarComplaintCode.StartOutOfRange, "weekly[2].startMinute"),
                (CalendarComplaintCode.LengthOutOfRange, "weekly[3].lengthMinutes"),
                (CalendarComplaintCode.LengthOutOfRange, "weekly[4].lengthMinutes"),
                (CalendarComplaintCode.DuplicateSpecialDay, "specialDays[1].date"),
                (CalendarComplaintCode.LengthOutOfRange, "specialDays[2].intervals[0].lengthMinutes"),
            ],
            BusinessCalendar.Validate(definition).Select(complaint => (complaint.Code, complaint.Where)));
        Assert.Contains("weekly[0].day", Assert.Throws<ArgumentException>(() => BusinessCalendar.From(definition)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("../../etc/passwd")]
    [InlineData("Europe/Berlin ")]
    [InlineData("Nowhere")]
    [InlineData("W. Europe Standard Time")]
    public void A_zone_that_is_not_of_the_iana_database_is_refused(string zone) =>
        Assert.Equal(CalendarComplaintCode.UnknownTimeZone, Assert.Single(BusinessCalendar.Validate(new CalendarDefinition(zone, [], []))).Code);

    [Theory]
    [InlineData("UTC")]
    [InlineData("Europe/Berlin")]
    [InlineData("America/Argentina/Buenos_Aires")]
    [InlineData("Etc/GMT+5")]
    public void Iana_names_are_accepted(string zone) => Assert.Empty(BusinessCalendar.Validate(new CalendarDefinition(zone, [], [])));

    [Fact]
    public void Too_many_of_anything_is_refused()
    {
        var definition = new CalendarDefinition(
            "UTC",
            [.. Enumerable.Repeat(new WeeklyInterval(DayOfWeek.Monday, 0, 1), 337)],
            [.. Enumerable.Range(0, 2001).Select(i => SpecialDay.Closed(new DateOnly(2025, 1, 1).AddDays(i)))]);

        Assert.Equal(
            [CalendarComplaintCode.TooManyIntervals, CalendarComplaintCode.TooManySpecialDays],
            BusinessCalendar.Validate(definition).Select(complaint => complaint.Code));
    }

    [Theory]
    [InlineData("09:00", "18:00", 540, 540)]
    [InlineData("22:00", "06:00", 1320, 480)]
    [InlineData("00:00", "00:00", 0, 1440)]
    public void An_end_at_or_before_the_start_is_on_the_next_day(string start, string end, int minute, int length)
    {
        var culture = System.Globalization.CultureInfo.InvariantCulture;

        Assert.Equal(
            new WeeklyInterval(DayOfWeek.Friday, minute, length),
            WeeklyInterval.Between(DayOfWeek.Friday, TimeOnly.Parse(start, culture), TimeOnly.Parse(end, culture)));
    }
}
