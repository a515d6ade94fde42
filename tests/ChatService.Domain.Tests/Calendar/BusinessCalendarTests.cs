using ChatService.Domain.Calendar;

namespace ChatService.Domain.Tests.Calendar;

public sealed class BusinessCalendarTests
{
    private static readonly WeeklyInterval[] WorkingWeek =
        [.. Enum.GetValues<DayOfWeek>().Where(day => day is not (DayOfWeek.Saturday or DayOfWeek.Sunday)).Select(day => new WeeklyInterval(day, 9 * 60, 9 * 60))];

    [Fact]
    public void Always_open_counts_every_second()
    {
        var at = Utc("2025-03-30T00:59:59");

        Assert.True(BusinessCalendar.AlwaysOpen.IsAlwaysOpen);
        Assert.True(BusinessCalendar.AlwaysOpen.IsOpen(at));
        Assert.Equal(at, BusinessCalendar.AlwaysOpen.NextOpening(at));
        Assert.Equal(at.AddSeconds(30), BusinessCalendar.AlwaysOpen.AddBusinessTime(at, TimeSpan.FromSeconds(30)));
        Assert.Equal(TimeSpan.FromDays(400), BusinessCalendar.AlwaysOpen.BusinessTimeBetween(at, at.AddDays(400)));
    }

    [Fact]
    public void An_opening_is_inside_and_a_closing_is_outside()
    {
        var calendar = Calendar("Asia/Shanghai", WorkingWeek);

        Assert.False(calendar.IsOpen(Utc("2025-06-02T00:59:59")));
        Assert.True(calendar.IsOpen(Utc("2025-06-02T01:00:00")));
        Assert.True(calendar.IsOpen(Utc("2025-06-02T09:59:59")));
        Assert.False(calendar.IsOpen(Utc("2025-06-02T10:00:00")));
    }

    [Theory]
    [InlineData("2025-06-02T01:00:00", "2025-06-02T10:00:00")] // open since this second: the closing
    [InlineData("2025-06-02T09:59:59", "2025-06-02T10:00:00")]
    [InlineData("2025-06-02T10:00:00", "2025-06-03T01:00:00")] // closed since this second: the opening
    [InlineData("2025-06-06T10:00:00", "2025-06-09T01:00:00")]
    public void The_next_change_is_the_closing_while_open_and_the_opening_while_closed(string at, string change) =>
        Assert.Equal(Utc(change), Calendar("Asia/Shanghai", WorkingWeek).NextChange(Utc(at)));

    [Fact]
    public void Hours_that_meet_at_midnight_do_not_close_there_and_what_never_closes_never_changes()
    {
        var at = Utc("2025-06-02T12:00:00");
        var untilTuesdayNoon = Calendar("UTC", new WeeklyInterval(DayOfWeek.Monday, 9 * 60, 15 * 60), new WeeklyInterval(DayOfWeek.Tuesday, 0, 12 * 60));

        Assert.Equal(Utc("2025-06-03T12:00:00"), untilTuesdayNoon.NextChange(at));
        Assert.Null(BusinessCalendar.AlwaysOpen.NextChange(at));
        Assert.Null(Calendar("UTC").NextChange(at));
    }

    [Fact]
    public void After_hours_on_friday_the_next_opening_is_monday()
    {
        var calendar = Calendar("Asia/Shanghai", WorkingWeek);

        Assert.Equal(Utc("2025-06-09T01:00:00"), calendar.NextOpening(Utc("2025-06-06T10:00:00")));
        Assert.Equal(Utc("2025-06-09T01:00:30"), calendar.AddBusinessTime(Utc("2025-06-07T12:00:00"), TimeSpan.FromSeconds(30)));
    }

    [Fact]
    public void Time_that_ends_with_the_closing_ends_at_the_closing()
    {
        var calendar = Calendar("Asia/Shanghai", WorkingWeek);

        Assert.Equal(Utc("2025-06-06T10:00:00"), calendar.AddBusinessTime(Utc("2025-06-06T09:59:30"), TimeSpan.FromSeconds(30)));
        Assert.Equal(Utc("2025-06-09T01:00:01"), calendar.AddBusinessTime(Utc("2025-06-06T09:59:30"), TimeSpan.FromSeconds(31)));
    }

    [Theory]
    [InlineData("2025-03-29", 8)] // the night into the day on which the clock goes forward loses an hour
    [InlineData("2025-10-25", 10)]
    [InlineData("2025-06-14", 9)]
    public void A_night_shift_lasts_as_long_as_it_really_does(string saturday, int hours)
    {
        var calendar = Calendar("Europe/Berlin", WeeklyInterval.Between(DayOfWeek.Saturday, new TimeOnly(21, 0), new TimeOnly(6, 0)));
        var day = Utc($"{saturday}T00:00:00");

        var period = Assert.Single(calendar.OpenPeriods(day, day.AddDays(3)));
        Assert.Equal(TimeSpan.FromHours(hours), period.Length);
    }

    [Fact]
    public void Friday_night_runs_into_saturday_and_the_saturday_of_the_week_before_into_sunday()
    {
        var calendar = Calendar("UTC", new WeeklyInterval(DayOfWeek.Friday, 22 * 60, 480), new WeeklyInterval(DayOfWeek.Saturday, 23 * 60, 120));

        Assert.True(calendar.IsOpen(Utc("2025-06-07T05:59:59")));
        Assert.False(calendar.IsOpen(Utc("2025-06-07T06:00:00")));
        Assert.True(calendar.IsOpen(Utc("2025-06-08T00:59:59")));
        Assert.Equal(Utc("2025-06-13T22:00:00"), calendar.NextOpening(Utc("2025-06-08T01:00:00")));
    }

    [Fact]
    public void A_time_that_the_clock_skips_moves_forward_to_the_end_of_the_gap()
    {
        var calendar = Calendar("Europe/Berlin", WeeklyInterval.Between(DayOfWeek.Sunday, new TimeOnly(2, 30), new TimeOnly(4, 0)));

        Assert.Equal(Utc("2025-03-30T01:00:00"), calendar.NextOpening(Utc("2025-03-29T00:00:00")));
        Assert.Equal(TimeSpan.FromHours(1), calendar.BusinessTimeBetween(Utc("2025-03-29T00:00:00"), Utc("2025-03-31T00:00:00")));
    }

    [Fact]
    public void Hours_that_lie_wholly_in_the_gap_do_not_happen()
    {
        var calendar = Calendar("America/New_York", WeeklyInterval.Between(DayOfWeek.Sunday, new TimeOnly(2, 10), new TimeOnly(2, 50)));

        Assert.Equal(Utc("2025-03-16T06:10:00"), calendar.NextOpening(Utc("2025-03-09T00:00:00")));
    }

    [Fact]
    public void A_time_that_the_clock_shows_twice_is_its_first_showing()
    {
        var calendar = Calendar("America/New_York", WeeklyInterval.Between(DayOfWeek.Sunday, new TimeOnly(1, 15), new TimeOnly(1, 45)));
        var day = Utc("2025-11-02T00:00:00");

        Assert.Equal([new OpenPeriod(Utc("2025-11-02T05:15:00"), Utc("2025-11-02T05:45:00"))], calendar.OpenPeriods(day, day.AddDays(2)));
    }

    [Fact]
    public void A_doubled_hour_between_opening_and_closing_counts_twice()
    {
        var calendar = Calendar("Europe/Berlin", WeeklyInterval.Between(DayOfWeek.Sunday, new TimeOnly(2, 0), new TimeOnly(3, 0)));

        Assert.Equal(TimeSpan.FromHours(2), calendar.BusinessTimeBetween(Utc("2025-10-25T12:00:00"), Utc("2025-10-26T12:00:00")));
    }

    [Fact]
    public void Lord_Howe_changes_by_half_an_hour()
    {
        var night = WeeklyInterval.Between(DayOfWeek.Sunday, new TimeOnly(1, 0), new TimeOnly(4, 0));
        var calendar = Calendar("Australia/Lord_Howe", night);

        Assert.Equal(TimeSpan.FromHours(3.5), calendar.BusinessTimeBetween(Utc("2025-04-05T00:00:00"), Utc("2025-04-06T20:00:00")));
        Assert.Equal(TimeSpan.FromHours(2.5), calendar.BusinessTimeBetween(Utc("2025-10-04T00:00:00"), Utc("2025-10-05T20:00:00")));
    }

    [Fact]
    public void A_zone_that_leaves_out_a_whole_date_leaves_out_its_hours()
    {
        var daily = Enum.GetValues<DayOfWeek>().Select(day => new WeeklyInterval(day, 9 * 60, 60)).ToArray();
        var calendar = Calendar("Pacific/Apia", daily);

        // Samoa went from the 29th to the 31st of December 2011.
        Assert.Equal(
            [Utc("2011-12-29T19:00:00"), Utc("2011-12-30T19:00:00")],
            calendar.OpenPeriods(Utc("2011-12-29T10:00:00"), Utc("2011-12-31T10:00:00")).Select(period => period.Start));
    }

    [Fact]
    public void A_special_day_replaces_the_week()
    {
        var calendar = Calendar("UTC", WorkingWeek, new SpecialDay(new DateOnly(2025, 12, 24), [new DayInterval(10 * 60, 120)]), SpecialDay.Closed(new DateOnly(2025, 12, 25)));

        Assert.Equal(TimeSpan.FromHours(2), calendar.BusinessTimeBetween(Utc("2025-12-24T00:00:00"), Utc("2025-12-26T00:00:00")));
        Assert.Equal(Utc("2025-12-26T09:00:00"), calendar.NextOpening(Utc("2025-12-24T12:00:00")));
    }

    [Fact]
    public void A_closed_day_ends_the_evening_before_at_midnight()
    {
        var calendar = Calendar("UTC", [new WeeklyInterval(DayOfWeek.Wednesday, 22 * 60, 480)], SpecialDay.Closed(new DateOnly(2025, 12, 25)));

        Assert.Equal(TimeSpan.FromHours(2), calendar.BusinessTimeBetween(Utc("2025-12-24T00:00:00"), Utc("2025-12-26T00:00:00")));
    }

    [Fact]
    public void A_special_day_with_hours_of_its_own_lets_the_evening_before_run_on()
    {
        var calendar = Calendar("UTC", [new WeeklyInterval(DayOfWeek.Wednesday, 22 * 60, 480)], new SpecialDay(new DateOnly(2025, 12, 25), [new DayInterval(12 * 60, 60)]));

        Assert.Equal(TimeSpan.FromHours(9), calendar.BusinessTimeBetween(Utc("2025-12-24T00:00:00"), Utc("2025-12-26T00:00:00")));
    }

    [Fact]
    public void Only_open_on_a_leap_day_is_found_four_years_ahead()
    {
        var calendar = Calendar("Europe/Berlin", [], new SpecialDay(new DateOnly(2028, 2, 29), [new DayInterval(0, 60)]));

        Assert.Equal(Utc("2028-02-28T23:00:00"), calendar.NextOpening(Utc("2024-03-01T00:00:00")));
        Assert.Equal(TimeSpan.FromHours(1), calendar.BusinessTimeBetween(Utc("2024-03-01T00:00:00"), Utc("2032-03-01T00:00:00")));
    }

    [Fact]
    public void A_calendar_that_never_opens_answers_null()
    {
        var calendar = Calendar("UTC", []);

        Assert.Null(calendar.NextOpening(Utc("2025-01-01T00:00:00")));
        Assert.Null(calendar.AddBusinessTime(Utc("2025-01-01T00:00:00"), TimeSpan.FromSeconds(1)));
        Assert.False(calendar.IsOpen(Utc("2025-01-01T00:00:00")));
    }

    [Fact]
    public void Intervals_that_touch_or_overlap_count_once()
    {
        var calendar = Calendar("UTC", [new(DayOfWeek.Monday, 540, 120), new(DayOfWeek.Monday, 600, 30), new(DayOfWeek.Monday, 660, 60), new(DayOfWeek.Monday, 540, 60)]);

        Assert.Equal(TimeSpan.FromHours(3), calendar.BusinessTimeBetween(Utc("2025-06-02T00:00:00"), Utc("2025-06-03T00:00:00")));
    }

    [Fact]
    public void A_week_without_a_hole_is_always_open_but_not_with_a_holiday()
    {
        var week = Enum.GetValues<DayOfWeek>().Select(day => new WeeklyInterval(day, 600, 1440)).ToArray();

        Assert.True(Calendar("Europe/Berlin", week).IsAlwaysOpen);
        Assert.False(Calendar("Europe/Berlin", week, SpecialDay.Closed(new DateOnly(2025, 1, 1))).IsAlwaysOpen);
        Assert.False(Calendar("Europe/Berlin", week[1..]).IsAlwaysOpen);
    }

    [Fact]
    public void Time_does_not_run_backwards()
    {
        Assert.Equal(TimeSpan.Zero, Calendar("UTC", WorkingWeek).BusinessTimeBetween(Utc("2025-06-03T12:00:00"), Utc("2025-06-03T11:00:00")));
        Assert.Throws<ArgumentOutOfRangeException>(() => BusinessCalendar.AlwaysOpen.AddBusinessTime(Utc("2025-06-03T12:00:00"), TimeSpan.FromTicks(-1)));
    }

    [Fact]
    public void The_ends_of_time_are_not_an_error()
    {
        var calendar = Calendar("Asia/Shanghai", WorkingWeek);

        Assert.Null(calendar.AddBusinessTime(DateTimeOffset.MaxValue, TimeSpan.FromHours(1)));
        Assert.NotNull(calendar.NextOpening(DateTimeOffset.MinValue));
        Assert.Null(BusinessCalendar.AlwaysOpen.AddBusinessTime(DateTimeOffset.MaxValue, TimeSpan.FromHours(1)));
    }

    [Fact]
    public void Results_are_in_utc_whatever_offset_was_given()
    {
        var at = new DateTimeOffset(2025, 6, 2, 9, 0, 0, TimeSpan.FromHours(8));

        Assert.Equal(TimeSpan.Zero, Calendar("Asia/Shanghai", WorkingWeek).NextOpening(at)!.Value.Offset);
        Assert.Equal(TimeSpan.Zero, BusinessCalendar.AlwaysOpen.NextOpening(at)!.Value.Offset);
    }

    private static DateTimeOffset Utc(string text) => DateTimeOffset.Parse(text + "Z", System.Globalization.CultureInfo.InvariantCulture);

    private static BusinessCalendar Calendar(string zone, params WeeklyInterval[] weekly) =>
        BusinessCalendar.From(new CalendarDefinition(zone, weekly, []));

    private static BusinessCalendar Calendar(string zone, WeeklyInterval[] weekly, SpecialDay first, params SpecialDay[] more) =>
        BusinessCalendar.From(new CalendarDefinition(zone, weekly, [first, .. more]));
}
