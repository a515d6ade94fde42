using ChatService.Domain;
using ChatService.Domain.Sla;
using ChatService.Server.Features.Sla;

namespace ChatService.Server.Tests.Sla;

public sealed class ResolutionTests
{
    [Fact]
    public async Task A_resolution_clock_stands_still_while_the_customer_is_awaited()
    {
        await using var desk = await SlaDesk.OpenAsync();
        var start = desk.Now;
        var visit = await desk.VisitAsync();
        await visit.PriorityAsync(Priority.P1);
        await visit.AcceptsAsync();
        await desk.RunForAsync(10);
        await visit.AnswersAsync();
        Assert.Null((await visit.RowAsync()).SlaDueAt);
        await desk.RunForAsync(3_600);
        await visit.AsksAsync();

        var clock = (await visit.ClocksAsync()).Single(c => c.Metric == SlaMetric.Resolution);
        Assert.Equal((start.AddSeconds(1_800 + 3_600), 3_600_000L, null), (clock.DueAt, clock.PausedMs, clock.PausedSince));
        await desk.RunForAsync(5);
        await visit.AnswersAsync();
        await desk.RunForAsync(100);
        await visit.ClosesAsync();
        clock = (await visit.ClocksAsync()).Single(c => c.Metric == SlaMetric.Resolution);
        Assert.Equal((SlaOutcome.Met, 15_000L), (clock.Outcome, clock.BusinessMs));
    }

    [Fact]
    public async Task A_target_that_appears_in_the_middle_counts_from_the_start_without_the_customers_turns()
    {
        await using var desk = await SlaDesk.OpenAsync();
        var start = desk.Now;
        var visit = await desk.VisitAsync();
        await visit.AcceptsAsync();
        await desk.RunForAsync(10);
        await visit.AnswersAsync();
        await desk.RunForAsync(600);
        await visit.AsksAsync();
        await desk.RunForAsync(5);
        await visit.PriorityAsync(Priority.P1);

        var clock = (await visit.ClocksAsync()).Single(c => c.Metric == SlaMetric.Resolution);
        Assert.Equal((start, 600_000L, start.AddSeconds(2_400)), (clock.StartedAt, clock.PausedMs, clock.DueAt));
    }

    [Fact]
    public async Task An_open_complaint_is_breached_after_30_minutes_also_when_a_late_answer_made_it_urgent()
    {
        await using var desk = await SlaDesk.OpenAsync();
        var visit = await desk.VisitAsync();
        await visit.PriorityAsync(Priority.P1);
        await visit.AcceptsAsync();
        await desk.RunForAsync(1_801);
        var breach = Assert.Single(desk.Heard.All<SlaBreached>(), e => e.Metric == SlaMetric.Resolution);
        Assert.Contains(SlaAction.AlertSupervisor, breach.Actions);
        Assert.DoesNotContain(SlaAction.AutoReply, breach.Actions);
    }

    [Fact]
    public async Task Spam_is_cancelled_not_resolved()
    {
        await using var desk = await SlaDesk.OpenAsync();
        var visit = await desk.VisitAsync();
        await visit.PriorityAsync(Priority.P1);
        await visit.AcceptsAsync();
        await visit.ClosesAsync("spam");
        Assert.All(await visit.ClocksAsync(), clock => Assert.Equal(SlaOutcome.Cancelled, clock.Outcome));
    }

    [Fact]
    public async Task A_round_without_a_target_is_kept_for_the_answer_rate_and_gets_a_promise_when_one_appears()
    {
        await using var desk = await SlaDesk.OpenAsync();
        await desk.PromiseAsync(policy => policy with
        {
            Targets = new SlaTargets(new PriorityTargets(P1: TimeSpan.FromSeconds(30)), PriorityTargets.None, PriorityTargets.None),
        });
        var visit = await desk.VisitAsync();
        var start = desk.Now;
        Assert.Null((await visit.RowAsync()).SlaDueAt);
        await desk.RunForAsync(5);
        await visit.PriorityAsync(Priority.P1);
        Assert.Equal(start.AddSeconds(30), (await visit.RowAsync()).SlaDueAt);
        await visit.PriorityAsync(Priority.P2);
        Assert.Equal((SlaOutcome.Cancelled, null), ((await visit.ClockAsync()).Outcome, (await visit.RowAsync()).SlaDueAt));
        await visit.PriorityAsync(Priority.P1);
        Assert.Equal(start.AddSeconds(30), (await visit.RowAsync()).SlaDueAt);
        await visit.AcceptsAsync();
        await visit.AnswersAsync();
        Assert.Equal([SlaOutcome.Cancelled, SlaOutcome.Met], (await visit.ClocksAsync()).OrderBy(c => c.EndedAt).ThenBy(c => c.Outcome == SlaOutcome.Met).Select(c => c.Outcome!.Value));
    }

    [Fact]
    public async Task A_clock_keeps_the_policy_version_it_was_armed_with()
    {
        await using var desk = await SlaDesk.OpenAsync();
        var visit = await desk.VisitAsync();
        var due = (await visit.RowAsync()).SlaDueAt;
        var reply = new PriorityTargets(P2: TimeSpan.FromSeconds(300));
        await desk.PromiseAsync(policy => policy with { Targets = new SlaTargets(reply, reply, PriorityTargets.None) });
        await desk.RunForAsync(31);
        var clock = (await visit.ClocksAsync())[0];
        Assert.Equal((1, due, SlaOutcome.Breached), (clock.PolicyVersion, clock.DueAt, clock.Outcome));
        var later = await desk.VisitAsync();
        Assert.Equal((2, 300), ((await later.ClockAsync()).PolicyVersion, (await later.ClockAsync()).TargetSeconds));
    }
}
