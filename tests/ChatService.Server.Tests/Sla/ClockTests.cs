using ChatService.Domain;
using ChatService.Domain.Calendar;
using ChatService.Domain.Sla;
using ChatService.Server.Features.Conversations;
using ChatService.Server.Features.Sla;
using ChatService.Testing;

namespace ChatService.Server.Tests.Sla;

public sealed class ClockTests
{
    [Fact]
    public async Task An_answer_inside_30_seconds_is_met_and_leaves_no_timer()
    {
        await using var desk = await SlaDesk.OpenAsync();
        var visit = await desk.VisitAsync();
        var row = await visit.RowAsync();
        Assert.Equal(("first_response", desk.Now.AddSeconds(30), 30, false), (row.SlaMetric, row.SlaDueAt, row.SlaTargetSeconds, row.SlaBreached));
        await desk.RunForAsync(10);
        await visit.AcceptsAsync();
        await visit.AnswersAsync();

        var clock = await visit.ClockAsync();
        Assert.Equal((SlaOutcome.Met, 10_000, 10_000), (clock.Outcome, clock.WallMs, clock.BusinessMs));
        Assert.Equal(desk.Agent.Id, clock.AgentId);
        Assert.Null((await visit.RowAsync()).SlaMetric);
        Assert.Empty(await desk.ArmedAsync());
        await desk.RunForAsync(60);
        Assert.Empty(desk.Heard.All<SlaBreached>());
    }

    [Fact]
    public async Task An_unanswered_message_is_warned_of_at_15_and_22_seconds_once_each_and_breached_at_30()
    {
        await using var desk = await SlaDesk.OpenAsync();
        var start = desk.Now;
        var visit = await desk.VisitAsync();
        await desk.RunForAsync(120);

        Assert.Equal(
            [(SlaAction.WarnAgent, 15.0), (SlaAction.AlertSupervisor, 22.0)],
            desk.Heard.All<SlaStepDue>().Select(e => (e.Action, (e.At - start).TotalSeconds)));
        Assert.Equal(15, (Assert.Single(desk.Heard.All<RoutingWidenRequested>()).At - start).TotalSeconds);
        var breach = Assert.Single(desk.Heard.All<SlaBreached>());
        Assert.Equal(start.AddMilliseconds(30_001), breach.At);
        Assert.Equal(start.AddSeconds(30), breach.DueAt);
        Assert.Contains(SlaAction.AlertSupervisor, breach.Actions);
        Assert.Equal(["apology", "offer_callback"], desk.Heard.All<AutoReplyRequested>().Select(e => e.Kind));
        var row = await visit.RowAsync();
        // The clock is red; the priority stays what somebody said it is.
        Assert.Equal((true, Priority.P2, "first_response"), (row.SlaBreached, row.Priority, row.SlaMetric));
        Assert.Equal(MissCause.WaitingNoAgent, (await visit.ClocksAsync())[0].Cause);
    }

    [Theory]
    [InlineData(-1, true, SlaOutcome.Met)]
    [InlineData(-1, false, SlaOutcome.Met)]
    [InlineData(0, true, SlaOutcome.Met)]
    [InlineData(0, false, SlaOutcome.Met)]
    [InlineData(1, true, SlaOutcome.Breached)]
    [InlineData(1, false, SlaOutcome.Breached)]
    public async Task An_answer_stamped_at_the_due_time_is_met_and_one_millisecond_later_breached_whoever_is_first(int milliseconds, bool timerFirst, SlaOutcome expected)
    {
        await using var desk = await SlaDesk.OpenAsync();
        var visit = await desk.VisitAsync();
        await visit.AcceptsAsync();
        var timer = (await desk.ArmedAsync()).Single(t => t.Kind == "sla_due");
        desk.Time.Advance(TimeSpan.FromMilliseconds(30_000 + milliseconds));
        if (timerFirst)
        {
            await desk.FireAsync(timer);
        }

        await visit.AnswersAsync();
        await desk.FireAsync(timer);

        var clock = (await visit.ClocksAsync())[0];
        Assert.Equal((expected, 30_000 + milliseconds), (clock.Outcome, clock.WallMs));
        Assert.Equal(1, desk.Heard.All<SlaMet>().Count + desk.Heard.All<SlaBreached>().Count);
        Assert.False((await visit.RowAsync()).SlaBreached);
    }

    [Fact]
    public async Task An_answer_after_the_due_time_records_the_breach_with_its_actions_before_the_answer()
    {
        await using var desk = await SlaDesk.OpenAsync();
        var visit = await desk.VisitAsync();
        await visit.AcceptsAsync();
        desk.Time.Advance(TimeSpan.FromSeconds(45));
        await visit.AnswersAsync();

        var types = desk.Heard.Types;
        Assert.True(types.ToList().IndexOf("sla_breached") < types.ToList().IndexOf("sla_answered"));
        Assert.Single(desk.Heard.All<AutoReplyRequested>(), e => e.Kind == "apology");
        var clock = (await visit.ClocksAsync())[0];
        Assert.Equal((SlaOutcome.Breached, desk.Now, 45_000, MissCause.AcceptedNotAnswered), (clock.Outcome, clock.RespondedAt, clock.WallMs, clock.Cause));
        Assert.Equal(Priority.P2, (await visit.RowAsync()).Priority);
    }

    [Fact]
    public async Task A_clock_that_outlives_its_host_fires_once_on_the_next_one()
    {
        using var directory = new TempDirectory();
        var time = new ManualTime();
        Guid id;
        await using (var first = await SlaDesk.OpenAsync(time, directory.Path))
        {
            id = (await first.VisitAsync()).Id;
        }

        time.Advance(TimeSpan.FromSeconds(40));
        await using var second = await SlaDesk.OpenAsync(time, directory.Path);
        await Task.WhenAll((await second.ArmedAsync()).Select(second.FireAsync).Concat((await second.ArmedAsync()).Select(second.FireAsync)));
        await second.FireDueAsync();

        Assert.Equal(SlaOutcome.Breached, (await second.ClocksAsync(id))[0].Outcome);
        Assert.Single(second.Heard.All<SlaBreached>());
        Assert.Single(second.Heard.All<AutoReplyRequested>(), e => e.Kind == "apology");
    }

    [Fact]
    public async Task Closing_cancels_and_coming_back_starts_the_first_response_anew()
    {
        await using var desk = await SlaDesk.OpenAsync();
        var visit = await desk.VisitAsync();
        await desk.RunForAsync(10);
        await visit.LeavesAsync();
        Assert.Equal(SlaOutcome.Cancelled, (await visit.ClockAsync()).Outcome);
        Assert.Null((await visit.RowAsync()).SlaMetric);
        Assert.Empty(await desk.ArmedAsync());

        await desk.RunForAsync(100);
        await visit.AsksAsync();
        var clocks = await visit.ClocksAsync();
        Assert.Equal([(SlaMetric.FirstResponse, SlaOutcome.Cancelled), (SlaMetric.FirstResponse, (SlaOutcome?)null)], clocks.Select(c => (c.Metric, c.Outcome)));
        Assert.Equal(desk.Now.AddSeconds(30), clocks[1].DueAt);
        Assert.Equal(clocks[1].DueAt, (await visit.RowAsync()).SlaDueAt);
    }

    [Fact]
    public async Task The_next_round_is_a_clock_of_its_own_from_its_oldest_message()
    {
        await using var desk = await SlaDesk.OpenAsync();
        var visit = await desk.VisitAsync();
        await visit.AcceptsAsync();
        await visit.AnswersAsync();
        await desk.RunForAsync(5);
        var asked = desk.Now;
        await visit.AsksAsync();
        await desk.RunForAsync(10);
        await visit.AsksAsync("Hello??");
        await desk.RunForAsync(21);

        var clock = (await visit.ClocksAsync())[1];
        Assert.Equal((SlaMetric.NextResponse, asked, SlaOutcome.Breached), (clock.Metric, clock.StartedAt, clock.Outcome));
        Assert.Equal(desk.Agent.Id, Assert.Single(desk.Heard.All<SlaBreached>()).AssigneeId);
        Assert.Empty(desk.Heard.All<AutoReplyRequested>());
    }

    [Fact]
    public async Task A_lower_priority_moves_the_due_time_from_the_original_start_and_a_higher_one_into_the_past_breaches_at_once()
    {
        await using var desk = await SlaDesk.OpenAsync();
        var visit = await desk.VisitAsync();
        var start = desk.Now;
        await desk.RunForAsync(10);
        await visit.PriorityAsync(Priority.P3);
        Assert.Equal(start.AddSeconds(120), (await visit.RowAsync()).SlaDueAt);
        await desk.RunForAsync(70);
        Assert.Empty(desk.Heard.All<SlaBreached>());
        Assert.Equal(60, (Assert.Single(desk.Heard.All<SlaStepDue>()).At - start).TotalSeconds);

        await visit.PriorityAsync(Priority.P2);
        var breach = Assert.Single(desk.Heard.All<SlaBreached>());
        Assert.Equal((desk.Now, start.AddSeconds(30)), (breach.At, breach.DueAt));
        Assert.Equal(start, (await visit.ClocksAsync())[0].StartedAt);
    }

    [Fact]
    public async Task Of_a_P0_the_supervisors_are_told_at_once()
    {
        await using var desk = await SlaDesk.OpenAsync();
        var visit = await desk.VisitAsync();
        await visit.PriorityAsync(Priority.P0);
        var told = Assert.Single(desk.Heard.All<SlaStepDue>());
        Assert.Equal((SlaAction.AlertSupervisor, desk.Now), (told.Action, told.At));
        await visit.PriorityAsync(Priority.P1);
        await visit.PriorityAsync(Priority.P0);
        Assert.Single(desk.Heard.All<SlaStepDue>());
    }

    [Fact]
    public async Task Outside_business_hours_the_due_time_is_the_opening_plus_the_target()
    {
        await using var desk = await SlaDesk.OpenAsync(new ManualTime(new DateTimeOffset(2026, 3, 4, 20, 0, 0, TimeSpan.Zero)));
        await desk.OpensAsync(new CalendarDefinition("UTC", [.. Enum.GetValues<DayOfWeek>().Select(day => new WeeklyInterval(day, 9 * 60, 9 * 60))], []));
        var visit = await desk.VisitAsync();
        var opening = new DateTimeOffset(2026, 3, 5, 9, 0, 0, TimeSpan.Zero);
        Assert.Equal(opening.AddSeconds(30), (await visit.RowAsync()).SlaDueAt);
        await desk.RunUntilAsync(opening.AddSeconds(20));
        await visit.AcceptsAsync();
        await visit.AnswersAsync();
        var clock = await visit.ClockAsync();
        Assert.Equal((SlaOutcome.Met, 20_000L), (clock.Outcome, clock.BusinessMs));
        Assert.Equal(13 * 3_600_000L + 20_000, clock.WallMs);
    }

    [Fact]
    public async Task The_cause_chain_of_a_miss_covers_the_wait_and_names_who_had_it()
    {
        await using var desk = await SlaDesk.OpenAsync();
        var visit = await desk.VisitAsync();
        await desk.RunForAsync(3);
        await visit.AcceptsAsync();
        await desk.RunForAsync(27.5);
        var clock = (await visit.ClocksAsync())[0];
        Assert.Equal((SlaOutcome.Breached, MissCause.AcceptedNotAnswered), (clock.Outcome, clock.Cause));
        Assert.Equal([MissCause.WaitingNoAgent, MissCause.AcceptedNotAnswered], clock.Causes.Select(link => link.Cause));
        Assert.Equal(desk.Agent.Id, clock.Causes[1].AgentId);
        Assert.Equal(clock.StartedAt, clock.Causes[0].From);
        Assert.Equal(clock.OutcomeAt, clock.Causes[1].To);
    }
}
