using ChatService.Domain.Calendar;
using ChatService.Domain.Sla;
using ChatService.Domain.Tests.Calendar;
using FsCheck.Fluent;
using static ChatService.Domain.Tests.Sla.SlaWorld;

namespace ChatService.Domain.Tests.Sla;

public sealed class SlaClockTests
{
    private static readonly SlaStep Warn = new(SlaAction.WarnAgent) { After = Seconds(15) };
    private static readonly SlaStep Tell = new(SlaAction.AlertSupervisor) { After = TimeSpan.Zero };

    [Fact]
    public void Outside_hours_the_timer_and_its_steps_count_from_the_opening()
    {
        var saturday = Monday.AddDays(-2);

        var timer = SlaClock.Arm(Policy(Seconds(30), Warn, Tell), SlaMetric.FirstResponse, Priority.P2, saturday, Office)!;

        Assert.Equal(saturday, timer.StartedAt);
        Assert.Equal(At(30), timer.DueAt);
        Assert.Equal([(1, At(0)), (0, At(15))], timer.Steps.Select(step => (step.Index, step.At)));
    }

    [Fact]
    public void A_timer_that_runs_over_the_closing_goes_on_at_the_next_opening()
    {
        var justBeforeClosing = Monday.AddHours(9).AddSeconds(-10);

        var timer = SlaClock.Arm(Policy(Seconds(30), Warn), SlaMetric.NextResponse, Priority.P2, justBeforeClosing, Office)!;

        Assert.Equal(Monday.AddDays(1).AddSeconds(20), timer.DueAt);
        Assert.Equal(Monday.AddDays(1).AddSeconds(5), Assert.Single(timer.Steps).At);
    }

    [Fact]
    public void No_target_or_no_hours_means_no_timer()
    {
        var policy = Policy(Seconds(30)) with { Targets = new SlaTargets(new PriorityTargets(P0: Seconds(30)), PriorityTargets.None, PriorityTargets.None) };

        Assert.Null(SlaClock.Arm(policy, SlaMetric.FirstResponse, Priority.P1, Monday, Office));
        Assert.Null(SlaClock.Arm(policy, SlaMetric.FirstResponse, Priority.P0, Monday, NeverOpen));
        Assert.NotNull(SlaClock.Arm(policy, SlaMetric.FirstResponse, Priority.P0, Monday, Office));
    }

    [Fact]
    public void A_higher_priority_counts_from_the_original_start_and_may_be_due_in_the_past()
    {
        var low = SlaClock.Arm(SlaPolicy.Default, SlaMetric.FirstResponse, Priority.P3, Monday, Office)!;

        var high = SlaClock.Retarget(low, SlaPolicy.Default, Priority.P0, Office)!;

        Assert.Equal((Monday, At(30), Priority.P0), (high.StartedAt, high.DueAt, high.Priority));
        Assert.True(high.IsDue(At(60)));
        Assert.False(low.IsDue(At(60)));
    }

    [Fact]
    public void A_policy_without_a_target_ends_the_timer()
    {
        var timer = SlaClock.Arm(Policy(Seconds(30)), SlaMetric.FirstResponse, Priority.P3, Monday, Office)!;
        var none = Policy(Seconds(30)) with { Targets = new SlaTargets(PriorityTargets.None, PriorityTargets.None, PriorityTargets.None) };

        Assert.Null(SlaClock.Retarget(timer, none, Priority.P3, Office));
    }

    [Fact]
    public void Retargeting_gives_what_arming_would_have_given()
    {
        var cases = from calendar in Calendars()
                    from start in Times()
                    from first in Durations(100_000)
                    from second in Durations(100_000)
                    select (calendar, start, first, second);

        Law.Holds(cases, c =>
        {
            var timer = SlaClock.Arm(Policy(c.first, Warn), SlaMetric.NextResponse, Priority.P1, c.start, c.calendar)!;
            var moved = SlaClock.Retarget(timer, Policy(c.second, Warn), Priority.P0, c.calendar)!;
            var fresh = SlaClock.Arm(Policy(c.second, Warn), SlaMetric.NextResponse, Priority.P0, c.start, c.calendar)!;

            Assert.Equal((fresh.StartedAt, fresh.DueAt, fresh.Target), (moved.StartedAt, moved.DueAt, moved.Target));
            Assert.Equal(fresh.Steps, moved.Steps);
            Assert.Equal(c.first <= c.second, timer.DueAt <= moved.DueAt);
        });
    }

    [Fact]
    public void Met_exactly_when_the_business_time_is_within_the_target()
    {
        var cases = from calendar in Calendars()
                    from start in Times()
                    from target in Durations(50_000)
                    from wait in Durations(200_000)
                    select (calendar, start, target, answered: start + wait);

        Law.Holds(cases, c =>
        {
            var timer = SlaClock.Arm(Policy(c.target), SlaMetric.FirstResponse, Priority.P2, c.start, c.calendar)!;
            var outcome = SlaClock.Judge(timer.DueAt, c.answered);
            var took = SlaClock.WallAndBusiness(c.start, c.answered, c.calendar);

            // At a closing the target can be used up exactly while the door is shut: late on the wall, equal in business time.
            Assert.True(took.Business == c.target || outcome == (took.Business <= c.target ? SlaOutcome.Met : SlaOutcome.Breached));
            Assert.Equal(outcome == SlaOutcome.Breached, timer.IsDue(c.answered));
            Assert.Equal(c.answered - c.start, took.Wall);
        });
    }

    [Fact]
    public void An_answer_at_the_due_time_is_in_time_and_a_tick_later_is_late()
    {
        Assert.Equal(SlaOutcome.Met, SlaClock.Judge(At(30), At(30)));
        Assert.Equal(SlaOutcome.Breached, SlaClock.Judge(At(30), At(30).AddTicks(1)));
    }

    [Fact]
    public void A_response_before_its_start_took_no_time() =>
        Assert.Equal(new ResponseTime(TimeSpan.Zero, TimeSpan.Zero), SlaClock.WallAndBusiness(At(1), At(0), BusinessCalendar.AlwaysOpen));

    [Fact]
    public void A_response_after_the_weekend_took_long_on_the_wall_and_short_in_business() =>
        Assert.Equal(new ResponseTime(TimeSpan.FromDays(2) + Seconds(20), Seconds(20)), SlaClock.WallAndBusiness(Monday.AddDays(-2), At(20), Office));

    [Fact]
    public void A_pause_moves_what_had_not_happened_yet()
    {
        var late = new SlaStep(SlaAction.AlertSupervisor) { After = TimeSpan.FromMinutes(50) };
        var timer = SlaClock.Arm(Policy(TimeSpan.FromHours(1), Warn, late), SlaMetric.Resolution, Priority.P2, Monday, Office)!;

        var paused = SlaClock.Pause(timer, Monday.AddMinutes(10));
        var resumed = SlaClock.Resume(paused, Monday.AddMinutes(40), Office)!;

        Assert.False(paused.IsDue(Monday.AddHours(5)));
        Assert.Equal((Monday.AddMinutes(90), TimeSpan.FromMinutes(30), null), (resumed.DueAt, resumed.PausedFor, resumed.PausedSince));
        Assert.Equal([At(15), Monday.AddMinutes(80)], resumed.Steps.Select(step => step.At));
    }

    [Fact]
    public void A_pause_over_night_costs_only_business_time()
    {
        var timer = SlaClock.Arm(Policy(TimeSpan.FromHours(1)), SlaMetric.Resolution, Priority.P2, Monday.AddHours(8.5), Office)!;

        var resumed = SlaClock.Resume(SlaClock.Pause(timer, Monday.AddHours(8.75)), Monday.AddDays(1).AddHours(1), Office)!;

        Assert.Equal(TimeSpan.FromHours(1.25), resumed.PausedFor);
        Assert.Equal(Monday.AddDays(1).AddHours(1.75), resumed.DueAt);
    }

    [Fact]
    public void A_timer_that_was_due_before_the_pause_stays_due()
    {
        var timer = SlaClock.Arm(Policy(Seconds(30)), SlaMetric.Resolution, Priority.P2, Monday, Office)!;

        var paused = SlaClock.Pause(timer, At(31));

        Assert.True(paused.IsDue(At(40)));
        Assert.Equal(At(30), SlaClock.Resume(paused, At(500), Office)!.DueAt);
    }

    [Fact]
    public void Pausing_twice_and_resuming_twice_change_nothing()
    {
        var timer = SlaClock.Arm(Policy(Seconds(30)), SlaMetric.Resolution, Priority.P2, Monday, Office)!;
        var paused = SlaClock.Pause(timer, At(5));
        var resumed = SlaClock.Resume(paused, At(10), Office)!;

        Assert.Same(paused, SlaClock.Pause(paused, At(7)));
        Assert.Same(resumed, SlaClock.Resume(resumed, At(20), Office));
    }

    [Theory]
    [InlineData(SlaMetric.FirstResponse)]
    [InlineData(SlaMetric.NextResponse)]
    public void Reply_timers_never_pause(SlaMetric metric)
    {
        var timer = SlaClock.Arm(Policy(Seconds(30)), metric, Priority.P2, Monday, Office)!;

        Assert.Throws<ArgumentException>(() => SlaClock.Pause(timer, At(5)));
    }

    [Fact]
    public void The_running_time_of_a_paused_timer_is_the_target_however_often_it_paused()
    {
        var cases = from calendar in Calendars()
                    from start in Times()
                    from target in Durations(100_000)
                    from gaps in Gen.ListOf(Durations(20_000), 6)
                    select (calendar, start, target, gaps: gaps.ToList());

        Law.Holds(cases, c =>
        {
            var timer = SlaClock.Arm(Policy(c.target), SlaMetric.Resolution, Priority.P2, c.start, c.calendar)!;
            var (at, running) = (c.start, TimeSpan.Zero);
            for (var i = 0; i + 1 < c.gaps.Count && !timer.IsDue(at + c.gaps[i]); i += 2)
            {
                running += c.calendar.BusinessTimeBetween(at, at + c.gaps[i]);
                at += c.gaps[i];
                timer = SlaClock.Resume(SlaClock.Pause(timer, at), at + c.gaps[i + 1], c.calendar)!;
                at += c.gaps[i + 1];
            }

            Assert.Equal(c.target, running + (timer.DueAt >= at ? c.calendar.BusinessTimeBetween(at, timer.DueAt) : c.target - running));
            Assert.True(timer.DueAt >= at || running >= c.target - TimeSpan.FromTicks(1));
        });
    }

    [Fact]
    public void A_retargeted_pause_is_kept()
    {
        var timer = SlaClock.Arm(Policy(TimeSpan.FromHours(1)), SlaMetric.Resolution, Priority.P2, Monday, Office)!;
        var resumed = SlaClock.Resume(SlaClock.Pause(timer, At(60)), At(120), Office)!;

        var moved = SlaClock.Retarget(resumed, Policy(TimeSpan.FromHours(2)), Priority.P1, Office)!;
        var pausedAndMoved = SlaClock.Retarget(SlaClock.Pause(resumed, At(200)), Policy(TimeSpan.FromHours(2)), Priority.P1, Office)!;

        Assert.Equal(Monday.AddHours(2).AddSeconds(60), moved.DueAt);
        Assert.Equal(At(200), pausedAndMoved.PausedSince);
    }
}
