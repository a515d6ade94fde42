using ChatService.Domain.Calendar;
using ChatService.Domain.Sla;
using FsCheck;
using FsCheck.Fluent;
using ChatService.Domain.Tests.Calendar;
using static ChatService.Domain.Tests.Sla.SlaWorld;

namespace ChatService.Domain.Tests.Sla;

public sealed class SlaPolicyTests
{
    private static readonly Guid Inbox = Guid.NewGuid();
    private static readonly Guid Team = Guid.NewGuid();

    [Theory]
    [InlineData(Priority.P0, 30, "AlertSupervisor@0 WarnAgent@15 WidenRouting@15 AlertSupervisor@22")]
    [InlineData(Priority.P1, 30, "WarnAgent@15 WidenRouting@15 AlertSupervisor@22")]
    [InlineData(Priority.P2, 30, "WarnAgent@15 WidenRouting@15 AlertSupervisor@22")]
    [InlineData(Priority.P3, 120, "WarnAgent@60 WidenRouting@60 AlertSupervisor@88")]
    public void The_default_promises_thirty_seconds_and_acts_before(Priority priority, int target, string steps)
    {
        var timer = SlaClock.Arm(SlaPolicy.Default, SlaMetric.FirstResponse, priority, Monday, BusinessCalendar.AlwaysOpen);

        Assert.Equal(At(target), timer?.DueAt);
        Assert.Equal(steps, string.Join(' ', timer!.Steps.Select(step => $"{step.Action}@{(step.At - Monday).TotalSeconds}")));
    }

    [Fact]
    public void The_default_is_valid_and_acts_on_a_miss()
    {
        Assert.Empty(SlaPolicy.Default.Validate());
        Assert.Equal(
            [SlaAction.AlertSupervisor, SlaAction.AutoReply, SlaAction.OfferCallback],
            SlaPolicy.Default.OnBreach(SlaMetric.FirstResponse, Priority.P2));
        Assert.Equal([SlaAction.AlertSupervisor], SlaPolicy.Default.OnBreach(SlaMetric.Resolution, Priority.P1));
    }

    [Fact]
    public void A_complaint_reaches_a_senior_after_half_an_hour_and_others_have_no_resolution_timer()
    {
        Assert.Equal(Monday.AddMinutes(30), SlaClock.Arm(SlaPolicy.Default, SlaMetric.Resolution, Priority.P1, Monday, Office)?.DueAt);
        Assert.Null(SlaClock.Arm(SlaPolicy.Default, SlaMetric.Resolution, Priority.P2, Monday, Office));
    }

    [Theory]
    [InlineData(15, null, null, 120, 15)]
    [InlineData(15, null, 30, 120, 60)]
    [InlineData(15, null, 30, 30, 15)]
    [InlineData(null, 10, null, 30, 20)]
    [InlineData(null, 10, 30, 120, 80)]
    [InlineData(null, 40, null, 30, 0)]
    [InlineData(30, null, null, 30, null)]
    [InlineData(31, null, null, 30, null)]
    [InlineData(null, 0, null, 30, null)]
    [InlineData(null, null, null, 30, null)]
    public void A_step_stretches_with_the_target_it_names_and_never_comes_after_the_due_time(int? after, int? before, int? forTarget, int target, int? offset)
    {
        var step = new SlaStep(SlaAction.WarnAgent) { After = Span(after), Before = Span(before), ForTarget = Span(forTarget) };

        Assert.Equal(Span(offset), step.OffsetWithin(Seconds(target)));
    }

    [Fact]
    public void Every_complaint_about_a_policy_is_reported_at_once()
    {
        var policy = Policy(TimeSpan.Zero, new SlaStep(SlaAction.WarnAgent), new SlaStep((SlaAction)99) { After = Seconds(-1) }, new SlaStep(SlaAction.Notify) { Before = Seconds(1), ForTarget = TimeSpan.Zero }) with
        {
            Name = " ",
            Scope = new SlaScope(Priority: (Priority)9),
            Targets = new SlaTargets(new PriorityTargets(P3: TimeSpan.Zero), PriorityTargets.None, new PriorityTargets(P0: TimeSpan.FromDays(400))),
            BreachActions = [new((SlaAction)(-1))],
        };

        Assert.Equal(
            [
                (SlaComplaintCode.Name, "name"),
                (SlaComplaintCode.UnknownValue, "scope.priority"),
                (SlaComplaintCode.TargetOutOfRange, "targets.firstResponse.P3"),
                (SlaComplaintCode.TargetOutOfRange, "targets.resolution.P0"),
                (SlaComplaintCode.StepTimeAmbiguous, "steps[0]"),
                (SlaComplaintCode.UnknownValue, "steps[1]"),
                (SlaComplaintCode.StepTimeOutOfRange, "steps[1]"),
                (SlaComplaintCode.StepTimeOutOfRange, "steps[2]"),
                (SlaComplaintCode.UnknownValue, "breachActions[0]"),
            ],
            policy.Validate().Select(complaint => (complaint.Code, complaint.Where)));
    }

    [Fact]
    public void Too_many_steps_are_refused()
    {
        var policy = Policy(Seconds(30), [.. Enumerable.Repeat(new SlaStep(SlaAction.WarnAgent) { After = Seconds(1) }, 51)]) with
        {
            BreachActions = [.. Enumerable.Repeat(new SlaBreachAction(SlaAction.Notify), 51)],
        };

        Assert.Equal(["steps", "breachActions"], policy.Validate().Select(complaint => complaint.Where));
    }

    [Fact]
    public void The_most_specific_policy_wins()
    {
        var everything = Scoped(new SlaScope());
        var priority = Scoped(new SlaScope(Priority: Priority.P1));
        var team = Scoped(new SlaScope(TeamId: Team));
        var inbox = Scoped(new SlaScope(InboxId: Inbox));
        var teamAndPriority = Scoped(new SlaScope(TeamId: Team, Priority: Priority.P1));
        var all = new[] { everything, priority, team, inbox, teamAndPriority };

        Assert.Same(teamAndPriority, SlaPolicySelection.Choose(all, Inbox, Team, Priority.P1));
        Assert.Same(inbox, SlaPolicySelection.Choose(all, Inbox, Team, Priority.P2));
        Assert.Same(team, SlaPolicySelection.Choose(all, Guid.NewGuid(), Team, Priority.P2));
        Assert.Same(priority, SlaPolicySelection.Choose(all, null, null, Priority.P1));
        Assert.Same(everything, SlaPolicySelection.Choose(all, null, null, Priority.P3));
        Assert.Null(SlaPolicySelection.Choose([priority], null, null, Priority.P3));
    }

    [Fact]
    public void Of_one_policy_the_newest_version_counts()
    {
        var first = Scoped(new SlaScope());
        var second = first with { Version = 2 };

        Assert.Same(second, SlaPolicySelection.Choose([first, second], null, null, Priority.P2));
    }

    [Fact]
    public void The_choice_does_not_depend_on_the_order_of_the_list()
    {
        var policies = Enumerable.Range(0, 16)
            .Select(i => Scoped(new SlaScope((i & 1) > 0 ? Inbox : null, (i & 2) > 0 ? Team : null, (i & 4) > 0 ? Priority.P1 : null)))
            .ToArray();

        Law.Holds(Gen.Shuffle(policies), shuffled =>
            Assert.Same(
                SlaPolicySelection.Choose(policies, Inbox, Team, Priority.P1),
                SlaPolicySelection.Choose(shuffled, Inbox, Team, Priority.P1)));
    }

    private static SlaPolicy Scoped(SlaScope scope) => Policy(Seconds(30)) with { Id = Guid.NewGuid(), Scope = scope };

    private static TimeSpan? Span(int? seconds) => seconds is { } value ? Seconds(value) : null;
}
