using ChatService.Domain.Calendar;

namespace ChatService.Domain.Sla;

/// <summary>Times of SLA timers, as pure functions. All of them run in business time: outside hours the clock stands still.</summary>
public static class SlaClock
{
    /// <summary>A timer from its start; null when the policy has no target here, or the calendar has too few hours to reach one.</summary>
    public static ArmedTimer? Arm(SlaPolicy policy, SlaMetric metric, Priority priority, DateTimeOffset startedAt, BusinessCalendar calendar) =>
        Place(policy, metric, priority, startedAt, TimeSpan.Zero, null, calendar);

    /// <summary>
    /// The same timer under another policy or priority, from the ORIGINAL start. The due time may lie in the past: then the caller
    /// records the breach at once. A step may lie in the past too: it is done once, unless it was done before the change. Null when the
    /// new policy has no target here: the caller cancels. Pauses are kept as a sum, so that a due time earlier than a pause is given
    /// too late by that pause, but never on the wrong side of the present.
    /// </summary>
    public static ArmedTimer? Retarget(ArmedTimer timer, SlaPolicy policy, Priority priority, BusinessCalendar calendar) =>
        Place(policy, timer.Metric, priority, timer.StartedAt, timer.PausedFor, timer.PausedSince, calendar);

    /// <summary>Stops a resolution timer while waiting for the customer. Pausing twice changes nothing.</summary>
    /// <exception cref="ArgumentException">A reply timer: those never pause.</exception>
    public static ArmedTimer Pause(ArmedTimer timer, DateTimeOffset at)
    {
        if (timer.Metric != SlaMetric.Resolution)
        {
            throw new ArgumentException("Only resolution timers pause.", nameof(timer));
        }

        return timer.PausedSince is null ? timer with { PausedSince = at < timer.StartedAt ? timer.StartedAt : at } : timer;
    }

    /// <summary>
    /// Lets a paused timer run again; what had not happened when the pause began is moved by the business time of the pause. Null when
    /// the calendar has too few hours left to reach the due time. A timer that runs is returned as it is.
    /// </summary>
    public static ArmedTimer? Resume(ArmedTimer timer, DateTimeOffset at, BusinessCalendar calendar)
    {
        if (timer.PausedSince is not { } since)
        {
            return timer;
        }

        var pausedFor = timer.PausedFor + calendar.BusinessTimeBetween(since, at);
        DateTimeOffset? Moved(DateTimeOffset was, TimeSpan offset) =>
            was <= since ? was : calendar.AddBusinessTime(timer.StartedAt, offset + pausedFor);

        return Moved(timer.DueAt, timer.Target) is not { } due ? null : timer with
        {
            DueAt = due,
            PausedFor = pausedFor,
            PausedSince = null,
            Steps = [.. timer.Steps.Select(step => step with { At = Moved(step.At, step.Offset) ?? due })],
        };
    }

    /// <summary>Met when fulfilled at or before the due time, otherwise breached.</summary>
    public static SlaOutcome Judge(DateTimeOffset dueAt, DateTimeOffset fulfilledAt) =>
        fulfilledAt <= dueAt ? SlaOutcome.Met : SlaOutcome.Breached;

    /// <summary>How long a response took, in both clocks; zero when the clocks of two machines put the response before its start.</summary>
    public static ResponseTime WallAndBusiness(DateTimeOffset startedAt, DateTimeOffset respondedAt, BusinessCalendar calendar) => new(
        respondedAt > startedAt ? respondedAt - startedAt : TimeSpan.Zero,
        calendar.BusinessTimeBetween(startedAt, respondedAt));

    private static ArmedTimer? Place(
        SlaPolicy policy, SlaMetric metric, Priority priority, DateTimeOffset startedAt, TimeSpan pausedFor, DateTimeOffset? pausedSince, BusinessCalendar calendar)
    {
        if (policy.Targets.For(metric, priority) is not { } target || calendar.AddBusinessTime(startedAt, target + pausedFor) is not { } due)
        {
            return null;
        }

        return new ArmedTimer
        {
            PolicyId = policy.Id,
            PolicyVersion = policy.Version,
            Metric = metric,
            Priority = priority,
            StartedAt = startedAt,
            DueAt = due,
            Target = target,
            Steps = [.. StepsOf(policy, metric, priority, target, offset => calendar.AddBusinessTime(startedAt, offset + pausedFor) ?? due)],
            PausedFor = pausedFor,
            PausedSince = pausedSince,
        };
    }

    private static IEnumerable<ArmedStep> StepsOf(
        SlaPolicy policy, SlaMetric metric, Priority priority, TimeSpan target, Func<TimeSpan, DateTimeOffset> at)
    {
        var steps = new List<ArmedStep>();
        for (var i = 0; i < policy.Steps.Count; i++)
        {
            if (policy.Steps[i].AppliesTo(metric, priority) && policy.Steps[i].OffsetWithin(target) is { } offset)
            {
                steps.Add(new ArmedStep(i, policy.Steps[i].Action, offset, at(offset)));
            }
        }

        return steps.OrderBy(step => step.Offset).ThenBy(step => step.Index);
    }
}
