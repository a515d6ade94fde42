using ChatService.Domain.Sla;
using ChatService.Server.Features.BusinessHours;
using ChatService.Server.Features.Conversations;
using Clock = ChatService.Domain.Sla.SlaClock;

namespace ChatService.Server.Features.Sla;

/// <summary>
/// The life of a clock: armed, its steps, then exactly one of met, breached and cancelled. Everything happens in the transaction it is called in,
/// and every change of an outcome is guarded by the outcome being absent.
/// </summary>
internal sealed class SlaClocks(SlaPolicies policies, InboxHours hours)
{
    /// <summary>The timer that records a breach, one millisecond after the due time: an answer stamped at the due time itself has kept the promise.</summary>
    public const string DueTimer = "sla_due";

    /// <summary>The timer of the next step; its argument is the place of the step in the policy version.</summary>
    public const string StepTimer = "sla_step";

    private static readonly TimeSpan AfterDue = TimeSpan.FromMilliseconds(1);

    /// <summary>Starts a clock. A reply round without a target is kept too, for the answer rate; a resolution without a target is nothing.</summary>
    public async ValueTask ArmAsync(ConversationUnit unit, ConversationClocks clocks, SlaClockRow clock, CancellationToken cancellationToken)
    {
        var timer = Place(unit, clock, policies.Choose(unit.Conversation));
        if (timer is null && !clock.IsReply)
        {
            return;
        }

        clocks.Add(unit, clock);
        if (timer is not null)
        {
            await PromiseAsync(unit, clock, timer, isNew: true, cancellationToken);
        }
    }

    /// <summary>A new row, from the conversation as it is.</summary>
    public static SlaClockRow New(ConversationUnit unit, SlaMetric metric, DateTimeOffset startedAt) => new()
    {
        Id = Guid.CreateVersion7(unit.Now),
        ConversationId = unit.Conversation.Id,
        InboxId = unit.Conversation.InboxId,
        TeamId = unit.Conversation.TeamId,
        AgentId = unit.Conversation.AssigneeId,
        Metric = metric,
        Priority = unit.Conversation.Priority,
        StartedAt = startedAt,
    };

    /// <summary>The answer or the resolution. Stamped after the due time it is a breach first, with everything a breach does.</summary>
    public async ValueTask FulfilAsync(ConversationUnit unit, SlaClockRow clock, Guid? agentId, CancellationToken cancellationToken)
    {
        await BreachIfDueAsync(unit, clock, cancellationToken);
        var took = Clock.WallAndBusiness(clock.StartedAt, unit.Now, hours.For(clock.InboxId));
        (clock.RespondedAt, clock.EndedAt, clock.AgentId) = (unit.Now, unit.Now, agentId);
        (clock.WallMs, clock.BusinessMs) = ((long)took.Wall.TotalMilliseconds, (long)took.Business.TotalMilliseconds - PausedMs(unit, clock));
        Stop(unit, clock);
        if (clock.IsRunning)
        {
            Decide(unit, clock, SlaOutcome.Met);
            unit.Raise(new SlaMet(Actor.System, clock.Id, clock.Metric, clock.StartedAt, clock.DueAt!.Value, clock.WallMs.Value, clock.BusinessMs.Value, agentId));
            return;
        }

        unit.Raise(new SlaAnswered(Actor.System, clock.Id, clock.Metric, clock.StartedAt, clock.WallMs.Value, clock.BusinessMs.Value, agentId));
    }

    /// <summary>What it waits for can no longer happen. A due time that has passed unnoticed is still a breach.</summary>
    public async ValueTask EndAsync(ConversationUnit unit, SlaClockRow clock, string reason, CancellationToken cancellationToken)
    {
        await BreachIfDueAsync(unit, clock, cancellationToken);
        Stop(unit, clock);
        Cancel(unit, clock, reason);
        clock.EndedAt = unit.Now;
    }

    /// <summary>The due time has passed; true when this call recorded it.</summary>
    public async ValueTask<bool> BreachIfDueAsync(ConversationUnit unit, SlaClockRow clock, CancellationToken cancellationToken)
    {
        if (!clock.IsRunning || !clock.ToTimer().IsDue(unit.Now))
        {
            return false;
        }

        Stop(unit, clock);
        Decide(unit, clock, SlaOutcome.Breached);
        clock.AgentId = unit.Conversation.AssigneeId;
        var chain = await SlaCauses.BuildAsync(unit, clock, hours.For(clock.InboxId), cancellationToken);
        (clock.Cause, clock.Causes) = (chain.Dominant, [.. chain.Links]);
        var actions = policies.Find(clock.PolicyId, clock.PolicyVersion)?.OnBreach(clock.Metric, clock.Priority) ?? [];
        unit.Raise(new SlaBreached(Actor.System, clock.Id, clock.Metric, clock.DueAt!.Value, clock.AgentId, clock.Cause, actions));
        SlaActions.Breach(unit, actions);
        return true;
    }

    /// <summary>Another priority or team: the same start, perhaps another promise.</summary>
    public async ValueTask RetargetAsync(ConversationUnit unit, ConversationClocks clocks, SlaClockRow clock, CancellationToken cancellationToken)
    {
        var (conversation, policy) = (unit.Conversation, policies.Choose(unit.Conversation));
        clock.TeamId = conversation.TeamId;
        var timer = Place(unit, clock, policy);
        if (clock.Outcome == SlaOutcome.Cancelled && timer is not null)
        {
            // An outcome is final: a round that lost its target and gets one again goes on as a new clock from the same start.
            (clock.EndedAt, clock.IsContinued) = (unit.Now, true);
            await ArmAsync(unit, clocks, New(unit, clock.Metric, clock.StartedAt), cancellationToken);
        }
        else if (clock.Outcome is null && timer is not null)
        {
            await PromiseAsync(unit, clock, timer, isNew: clock.DueAt is null, cancellationToken);
        }
        else if (clock.IsRunning && conversation.Priority >= clock.Priority && !await BreachIfDueAsync(unit, clock, cancellationToken))
        {
            // Only a lower priority or another team may take a promise away: a complaint that becomes urgent keeps its resolution target.
            Stop(unit, clock);
            Cancel(unit, clock, "no_target");
            clock.EndedAt = clock.IsReply ? null : unit.Now;
        }
    }

    /// <summary>
    /// The business hours of the inbox are different: the same start, policy version and priority, perhaps another due time. The log says so as for any
    /// other new due time. A clock that can never fall due any more is cancelled.
    /// </summary>
    public async ValueTask RecountAsync(ConversationUnit unit, SlaClockRow clock, CancellationToken cancellationToken)
    {
        if (!clock.IsRunning || policies.Find(clock.PolicyId, clock.PolicyVersion) is not { } policy)
        {
            return;
        }

        if (Clock.Retarget(clock.ToTimer(), policy, clock.Priority, hours.For(clock.InboxId)) is not { } timer)
        {
            Stop(unit, clock);
            Cancel(unit, clock, "no_target");
            clock.EndedAt = clock.IsReply ? null : unit.Now;
            return;
        }

        var due = clock.DueAt;
        await PromiseAsync(unit, clock, timer, isNew: false, cancellationToken);
        if (clock.DueAt == due)
        {
            // The same due time may have other steps before it: a break at noon moves them alone.
            await RunAsync(unit, clock, cancellationToken);
        }
    }

    /// <summary>The customer's turn: a resolution timer stands still.</summary>
    public async ValueTask PauseAsync(ConversationUnit unit, SlaClockRow clock, CancellationToken cancellationToken)
    {
        if (!clock.IsRunning || clock.PausedSince is not null || await BreachIfDueAsync(unit, clock, cancellationToken))
        {
            return;
        }

        clock.PausedSince = Clock.Pause(clock.ToTimer(), unit.Now).PausedSince;
        Stop(unit, clock);
        unit.Raise(new SlaPaused(Actor.System, clock.Id, clock.Metric));
    }

    /// <summary>Our turn again.</summary>
    public async ValueTask ResumeAsync(ConversationUnit unit, SlaClockRow clock, CancellationToken cancellationToken)
    {
        if (!clock.IsRunning || clock.PausedSince is null)
        {
            return;
        }

        if (Clock.Resume(clock.ToTimer(), unit.Now, hours.For(clock.InboxId)) is not { } timer)
        {
            Cancel(unit, clock, "no_target");
            clock.EndedAt = unit.Now;
            return;
        }

        (clock.PausedSince, clock.PausedMs, clock.DueAt) = (null, (long)timer.PausedFor.TotalMilliseconds, timer.DueAt);
        unit.Raise(new SlaResumed(Actor.System, clock.Id, clock.Metric, timer.DueAt));
        await RunAsync(unit, clock, cancellationToken);
    }

    /// <summary>Does what is due of a running clock, and arms the timers of what is not.</summary>
    public async ValueTask RunAsync(ConversationUnit unit, SlaClockRow clock, CancellationToken cancellationToken)
    {
        Stop(unit, clock);
        if (!clock.IsRunning || clock.PausedSince is not null || await BreachIfDueAsync(unit, clock, cancellationToken))
        {
            return;
        }

        unit.Arm(DueTimer, clock.DueAt!.Value + AfterDue, clock.Id);
        foreach (var step in StepsLeft(clock))
        {
            if (step.At > unit.Now)
            {
                // One timer at a time: most clocks are fulfilled before their first step.
                unit.Arm(StepTimer, step.At, clock.Id, step.Index.ToString(System.Globalization.CultureInfo.InvariantCulture));
                break;
            }

            clock.DoneSteps = [.. clock.DoneSteps, new DoneStep(clock.PolicyId!.Value, clock.PolicyVersion!.Value, step.Index, step.Action)];
            SlaActions.Step(unit, clock, step);
        }
    }

    private async ValueTask PromiseAsync(ConversationUnit unit, SlaClockRow clock, ArmedTimer timer, bool isNew, CancellationToken cancellationToken)
    {
        var before = (clock.PolicyId, clock.PolicyVersion, clock.Priority, clock.DueAt);
        (clock.PolicyId, clock.PolicyVersion, clock.Priority) = (timer.PolicyId, timer.PolicyVersion, timer.Priority);
        (clock.DueAt, clock.TargetSeconds) = (timer.DueAt, (int)timer.Target.TotalSeconds);
        if (!isNew && before == (clock.PolicyId, clock.PolicyVersion, clock.Priority, clock.DueAt))
        {
            return;
        }

        unit.Raise(isNew
            ? new SlaArmed(Actor.System, clock.Id, clock.Metric, clock.Priority, timer.PolicyId, timer.PolicyVersion, clock.TargetSeconds.Value, clock.StartedAt, timer.DueAt, clock.TeamId)
            : new SlaRetargeted(Actor.System, clock.Id, clock.Metric, clock.Priority, timer.PolicyId, timer.PolicyVersion, clock.TargetSeconds.Value, clock.StartedAt, timer.DueAt, clock.TeamId));
        await RunAsync(unit, clock, cancellationToken);
    }

    private ArmedTimer? Place(ConversationUnit unit, SlaClockRow clock, SlaPolicy? policy) =>
        policy is null ? null : Clock.Retarget(clock.ToTimer(), policy, unit.Conversation.Priority, hours.For(clock.InboxId));

    private IEnumerable<ArmedStep> StepsLeft(SlaClockRow clock)
    {
        var policy = policies.Find(clock.PolicyId, clock.PolicyVersion);
        var timer = policy is null ? null : Clock.Retarget(clock.ToTimer(), policy, clock.Priority, hours.For(clock.InboxId));
        return timer is null ? [] : timer.Steps.Where(step => !IsDone(clock, step)).Select(step => step with { At = WholeMilliseconds(step.At) });
    }

    // Within one policy version a step is its place. Under another one, what was done counts by what it did.
    private static bool IsDone(SlaClockRow clock, ArmedStep step) => clock.DoneSteps.Any(done =>
        done.PolicyId == clock.PolicyId && done.PolicyVersion == clock.PolicyVersion ? done.Index == step.Index : done.Action == step.Action);

    private static void Decide(ConversationUnit unit, SlaClockRow clock, SlaOutcome outcome) => (clock.Outcome, clock.OutcomeAt) = (outcome, unit.Now);

    private static void Cancel(ConversationUnit unit, SlaClockRow clock, string reason)
    {
        if (clock.IsRunning)
        {
            Decide(unit, clock, SlaOutcome.Cancelled);
            unit.Raise(new SlaCancelled(Actor.System, clock.Id, clock.Metric, reason));
        }
    }

    private static void Stop(ConversationUnit unit, SlaClockRow clock) =>
        unit.Cancel(timer => timer.SubjectId == clock.Id && timer.Kind is DueTimer or StepTimer);

    private long PausedMs(ConversationUnit unit, SlaClockRow clock) => clock.PausedMs
        + (clock.PausedSince is { } since ? (long)hours.For(clock.InboxId).BusinessTimeBetween(since, unit.Now).TotalMilliseconds : 0);

    // Stored times have whole milliseconds: a stretched step is done by the next one, not half a millisecond before.
    private static DateTimeOffset WholeMilliseconds(DateTimeOffset at) =>
        new(((at.UtcTicks + TimeSpan.TicksPerMillisecond - 1) / TimeSpan.TicksPerMillisecond) * TimeSpan.TicksPerMillisecond, TimeSpan.Zero);
}
