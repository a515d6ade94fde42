using ChatService.Domain.Calendar;
using FsCheck.Fluent;

namespace ChatService.Domain.Tests.Calendar;

public sealed class ICalHolidaysTests
{
    [Fact]
    public void All_day_events_become_closed_days_in_order()
    {
        var import = ICalHolidays.Parse(Calendar(
            Event("DTSTART;VALUE=DATE:20251225", "DTEND;VALUE=DATE:20251227", "SUMMARY:Christmas"),
            Event("DTSTART;VALUE=DATE:20250101", "SUMMARY:New Year\\, at last")));

        Assert.Empty(import.Complaints);
        Assert.Equal(
            [(new DateOnly(2025, 1, 1), "New Year, at last"), (new DateOnly(2025, 12, 25), "Christmas"), (new DateOnly(2025, 12, 26), "Christmas")],
            import.Days.Select(day => (day.Date, day.Name ?? "")));
        Assert.All(import.Days, day => Assert.True(day.IsClosed));
    }

    [Fact]
    public void Folded_lines_quoted_parameters_and_alarms_are_read_as_written()
    {
        var import = ICalHolidays.Parse(Calendar(
            Event("DTSTART;VALUE=DATE:202505", " 01", "SUMMARY;ALTREP=\"http://x\":Tag der\r\n\t Arbeit", "BEGIN:VALARM", "SUMMARY:Wake up", "DTSTART:20250909", "END:VALARM")));

        Assert.Empty(import.Complaints);
        Assert.Equal(("2025-05-01", "Tag der Arbeit"), (import.Days.Single().Date.ToString("O", null), import.Days.Single().Name));
    }

    [Theory]
    [InlineData("DURATION:P3D", 3)]
    [InlineData("DURATION:P1W", 7)]
    public void A_duration_counts_whole_days(string duration, int days) =>
        Assert.Equal(days, ICalHolidays.Parse(Calendar(Event("DTSTART:20250129", duration))).Days.Count);

    [Fact]
    public void A_yearly_holiday_is_taken_within_the_window()
    {
        var text = Calendar(Event("DTSTART;VALUE=DATE:20001003", "RRULE:FREQ=YEARLY;BYMONTH=10;BYMONTHDAY=3", "EXDATE;VALUE=DATE:20261003"));

        Assert.Equal(
            [2025, 2027],
            ICalHolidays.Parse(text, new DateOnly(2025, 1, 1), new DateOnly(2027, 12, 31)).Days.Select(day => day.Date.Year));
        Assert.Equal(10, ICalHolidays.Parse(text).Days.Count);
    }

    [Theory]
    [InlineData("RRULE:FREQ=YEARLY;COUNT=3", "2020,2024,2028")]
    [InlineData("RRULE:FREQ=YEARLY;UNTIL=20240301T000000Z", "2020,2024")]
    [InlineData("RRULE:FREQ=YEARLY;INTERVAL=8;COUNT=2", "2020,2028")]
    public void A_leap_day_repeats_in_leap_years(string rule, string years)
    {
        var import = ICalHolidays.Parse(Calendar(Event("DTSTART;VALUE=DATE:20200229", rule)), to: new DateOnly(2040, 1, 1));

        Assert.Equal(years, string.Join(',', import.Days.Select(day => day.Date.Year)));
    }

    [Theory]
    [InlineData("DTSTART:20250101T090000Z", CalendarComplaintCode.ImportTimedEvent, 0)]
    [InlineData("DTSTART:tomorrow", CalendarComplaintCode.ImportDateUnreadable, 0)]
    [InlineData("SUMMARY:no date", CalendarComplaintCode.ImportDateUnreadable, 0)]
    [InlineData("DTSTART:20250101\r\nDTEND:20250101", CalendarComplaintCode.ImportDateUnreadable, 0)]
    [InlineData("DTSTART:20250101\r\nDURATION:PT5H", CalendarComplaintCode.ImportDateUnreadable, 0)]
    [InlineData("DTSTART:20250101\r\nDTEND:20260101", CalendarComplaintCode.ImportEventTooLong, 0)]
    [InlineData("DTSTART:20250101\r\nRRULE:FREQ=WEEKLY", CalendarComplaintCode.ImportRepetitionUnsupported, 1)]
    [InlineData("DTSTART:20250101\r\nRRULE:FREQ=YEARLY;BYDAY=1MO", CalendarComplaintCode.ImportRepetitionUnsupported, 1)]
    public void What_is_not_understood_is_complained_about(string lines, CalendarComplaintCode code, int days)
    {
        var import = ICalHolidays.Parse(Calendar(Event(lines)));

        Assert.Equal(code, Assert.Single(import.Complaints).Code);
        Assert.Equal("line 3", import.Complaints[0].Where);
        Assert.Equal(days, import.Days.Count);
    }

    [Fact]
    public void Cancelled_events_are_left_out_and_a_date_is_listed_once()
    {
        var import = ICalHolidays.Parse(Calendar(
            Event("DTSTART:20250101", "STATUS:CANCELLED"), Event("DTSTART:20250102", "SUMMARY:First"), Event("DTSTART:20250102", "SUMMARY:Second")));

        Assert.Equal("First", Assert.Single(import.Days).Name);
        Assert.Empty(import.Complaints);
    }

    [Theory]
    [InlineData("")]
    [InlineData("<html></html>")]
    [InlineData("BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART:20250101\r\n")]
    [InlineData("BEGIN:VCALENDAR\r\nEND:VEVENT\r\n")]
    public void A_text_that_is_no_calendar_is_malformed(string text) =>
        Assert.Equal(CalendarComplaintCode.ImportMalformed, Assert.Single(ICalHolidays.Parse(text).Complaints).Code);

    [Fact]
    public void A_text_that_is_too_long_is_not_read()
    {
        var import = ICalHolidays.Parse(new string('x', ICalHolidays.MaxCharacters + 1));

        Assert.Equal(CalendarComplaintCode.ImportTooLarge, Assert.Single(import.Complaints).Code);
    }

    [Fact]
    public void More_days_than_a_calendar_may_have_are_left_out_with_a_complaint()
    {
        var text = Calendar([.. Enumerable.Range(0, 250).Select(i => Event("DTSTART:20000101", "RRULE:FREQ=YEARLY").Replace("20000101", new DateOnly(2000, 1, 1).AddDays(i).ToString("yyyyMMdd", null), StringComparison.Ordinal))]);

        var import = ICalHolidays.Parse(text);

        Assert.Equal(2000, import.Days.Count);
        Assert.Contains(import.Complaints, complaint => complaint.Code == CalendarComplaintCode.TooManySpecialDays);
    }

    [Fact]
    public void More_events_than_are_read_are_left_out_with_a_complaint()
    {
        var import = ICalHolidays.Parse(Calendar([.. Enumerable.Repeat(Event("DTSTART:20250101"), 2000), Event("DTSTART:20250102")]));

        Assert.Equal(new DateOnly(2025, 1, 1), Assert.Single(import.Days).Date);
        Assert.Equal(CalendarComplaintCode.ImportTooLarge, Assert.Single(import.Complaints).Code);
        Assert.Empty(ICalHolidays.Parse(Calendar([.. Enumerable.Repeat(Event("DTSTART:20250101"), 2000)])).Complaints);
    }

    [Fact]
    public void What_was_imported_makes_a_valid_calendar_and_bad_text_never_throws()
    {
        var lines = Gen.Elements("BEGIN:VCALENDAR", "BEGIN:VEVENT", "END:VEVENT", "END:VCALENDAR", "DTSTART:20250101", "DTSTART:99991231", "DTEND:20250103", "DTEND:00010101", "DURATION:P9D", "RRULE:FREQ=YEARLY", "RRULE:FREQ=YEARLY;INTERVAL=0", "RRULE:;;=", "SUMMARY:\\", "SUMMARY:\ud83d", " ", ":", "X\":");

        Law.Holds(Gen.ListOf(lines, 14), text =>
        {
            var import = ICalHolidays.Parse("BEGIN:VCALENDAR\n" + string.Join('\n', text));

            Assert.Empty(BusinessCalendar.Validate(new CalendarDefinition("UTC", [], import.Days)));
        });
    }

    private static string Event(params string[] lines) => string.Join("\r\n", ["BEGIN:VEVENT", .. lines, "END:VEVENT"]);

    private static string Calendar(params string[] events) => string.Join("\r\n", ["BEGIN:VCALENDAR", "VERSION:2.0", .. events, "END:VCALENDAR", ""]);
}
