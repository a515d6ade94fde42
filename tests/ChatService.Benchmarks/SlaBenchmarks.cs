using BenchmarkDotNet.Attributes;
using ChatService.Domain;
using ChatService.Domain.Calendar;
using ChatService.Domain.Sla;

namespace ChatService.Benchmarks;

/// <summary>A clock of one round: armed by the customer's message, judged and measured by the answer.</summary>
public class SlaBenchmarks
{
    private static readonly DateTimeOffset Start = new(2026, 3, 10, 9, 0, 0, TimeSpan.Zero);
    private BusinessCalendar calendar = null!;

    /// <summary>Open all the time, or on working days in a zone with summer time.</summary>
    [Params(true, false)]
    public bool AlwaysOpen { get; set; }

    [GlobalSetup]
    public void SetUp() => calendar = AlwaysOpen
        ? BusinessCalendar.AlwaysOpen
        : BusinessCalendar.From(BusinessCalendar.AlwaysOpen.Definition with
        {
            TimeZone = "Europe/Berlin",
            Weekly = [.. Enumerable.Range(1, 5).Select(day => WeeklyInterval.Between((DayOfWeek)day, new TimeOnly(9, 0), new TimeOnly(18, 0)))],
        });

    [Benchmark(Description = "SLA clock: arm, judge, measure")]
    public ResponseTime Round()
    {
        var timer = SlaClock.Arm(SlaPolicy.Default, SlaMetric.FirstResponse, Priority.P2, Start, calendar)!;
        SlaClock.Judge(timer.DueAt, Start.AddSeconds(12));
        return SlaClock.WallAndBusiness(Start, Start.AddSeconds(12), calendar);
    }
}
