using ChatService.Domain.Calendar;
using FsCheck.Fluent;

namespace ChatService.Domain.Tests.Calendar;

public sealed class CalendarModelTests
{
    public static TheoryData<string> Zones => [.. CalendarCases.Zones];

    [Theory]
    [MemberData(nameof(Zones))]
    public void The_calendar_agrees_with_a_walk_through_every_minute(string zone)
    {
        var cases = from calendar in CalendarCases.In(zone)
                    from minutes in CalendarCases.Minutes()
                    select (calendar.Definition, calendar.Start, minutes.From, minutes.To);

        Law.Holds(cases, c =>
        {
            var calendar = BusinessCalendar.From(c.Definition);
            var model = new MinuteModel(c.Definition, c.Start);
            var (from, to) = (model.At(c.From), model.At(c.To));
            var open = model.OpenMinutes(c.From, c.To);

            Assert.Equal(model.IsOpen(c.From), calendar.IsOpen(from));
            Assert.Equal(TimeSpan.FromMinutes(open), calendar.BusinessTimeBetween(from, to));
            if (model.NextOpen(c.From) is { } next)
            {
                Assert.Equal(model.At(next), calendar.NextOpening(from));
            }

            if (open > 0)
            {
                Assert.Equal(model.At(model.After(c.From, open)!.Value), calendar.AddBusinessTime(from, TimeSpan.FromMinutes(open)));
            }
        });
    }

    [Theory]
    [MemberData(nameof(Zones))]
    public void Adding_business_time_and_measuring_it_give_the_amount_back(string zone)
    {
        var cases = from calendar in CalendarCases.In(zone)
                    from second in Gen.Choose(0, 400_000)
                    from amount in Gen.Choose(0, 200_000)
                    select (calendar.Definition, Start: new DateTimeOffset(calendar.Start, TimeOnly.MinValue, TimeSpan.Zero).AddSeconds(second), Amount: TimeSpan.FromSeconds(amount));

        Law.Holds(cases, c =>
        {
            var calendar = BusinessCalendar.From(c.Definition);
            if (calendar.AddBusinessTime(c.Start, c.Amount) is { } end)
            {
                Assert.Equal(c.Amount, calendar.BusinessTimeBetween(c.Start, end));
                Assert.True(c.Amount == TimeSpan.Zero || calendar.BusinessTimeBetween(c.Start, end.AddTicks(-1)) < c.Amount);
            }
            else
            {
                Assert.Empty(c.Definition.Weekly);
            }
        });
    }

    [Theory]
    [MemberData(nameof(Zones))]
    public void Open_periods_are_in_order_and_never_overlap(string zone) =>
        Law.Holds(CalendarCases.In(zone), c =>
        {
            var start = new DateTimeOffset(c.Start, TimeOnly.MinValue, TimeSpan.Zero);
            var periods = BusinessCalendar.From(c.Definition).OpenPeriods(start, start.AddDays(8)).ToList();

            Assert.All(periods, period => Assert.True(period.Length > TimeSpan.Zero));
            Assert.All(periods.Zip(periods.Skip(1)), pair => Assert.True(pair.First.End <= pair.Second.Start));
        });
}
