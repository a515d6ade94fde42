using ChatService.Contracts;
using ChatService.Domain;
using ChatService.Domain.Sla;
using ChatService.Server.Platform;
using ChatService.Server.Platform.Errors;

namespace ChatService.Server.Features.Sla;

/// <summary>
/// Between the words of the wire and a policy. The wire says "at 15 s" against the first-response target of normal priority; it is kept together with
/// that target, so that it stretches with others, for both reply metrics. Two rules of the product are not settings and are added here: of a P0 the
/// supervisors are told at once, and what goes to the customer (and moves the priority or the routing) belongs to the first response only: an apology
/// for every late line of a running talk would be noise.
/// </summary>
internal static class SlaPolicyWords
{
    private static readonly TimeSpan Promise = TimeSpan.FromSeconds(30);
    private static readonly SlaMetric[] ReplyMetrics = [SlaMetric.FirstResponse, SlaMetric.NextResponse];
    private static readonly SlaAction[] FirstResponseOnly = [SlaAction.RaisePriority, SlaAction.AutoReply, SlaAction.OfferCallback, SlaAction.WidenRouting];

    private static readonly SlaStep UrgentAtOnce =
        new(SlaAction.AlertSupervisor) { After = TimeSpan.Zero, Metric = SlaMetric.FirstResponse, Priority = Priority.P0 };

    /// <summary>The policy of a body; complaints go to <paramref name="errors"/>.</summary>
    public static SlaPolicy Read(SlaPolicyBody body, Guid id, int version, Complaints errors)
    {
        if (body.Targets is not { FirstResponse: not null, NextResponse: not null, Resolution: not null })
        {
            errors.Add("targets", FieldCode.Required, "Give targets for firstResponse, nextResponse and resolution; null stands for no timer.");
        }

        var targets = new SlaTargets(Targets(body.Targets?.FirstResponse), Targets(body.Targets?.NextResponse), Targets(body.Targets?.Resolution));
        var policy = new SlaPolicy
        {
            Id = id,
            Version = version,
            Name = body.Name?.Trim() ?? string.Empty,
            Scope = new SlaScope(body.InboxId, body.TeamId),
            Targets = targets,
            Steps = [UrgentAtOnce, .. Steps(body.Steps ?? [], Reference(targets), errors)],
            BreachActions = [.. BreachActions(body.BreachActions ?? [], errors)],
        };
        foreach (var complaint in policy.Validate())
        {
            errors.Add(complaint.Where, CodeOf(complaint.Code), complaint.Text);
        }

        return policy;
    }

    /// <summary>As the wire shows it.</summary>
    public static SlaPolicyBody View(SlaPolicy policy) => new()
    {
        Id = policy.Id,
        Name = policy.Name,
        InboxId = policy.Scope.InboxId,
        TeamId = policy.Scope.TeamId,
        Targets = new TargetsBody(Seconds(policy.Targets.FirstResponse), Seconds(policy.Targets.NextResponse), Seconds(policy.Targets.Resolution)),
        Steps = [.. policy.Steps
            .Where(step => step is { Priority: null, After: not null })
            .Select(step => new StepBody((int)step.After!.Value.TotalSeconds, Word(step.Action))).Distinct()],
        BreachActions = [.. policy.BreachActions.Select(action => Word(action.Action)).Distinct()],
        Version = policy.Version,
    };

    /// <summary>snake_case name of an action.</summary>
    public static string Word(SlaAction action) => WireWord.Of(action);

    private static FieldCode CodeOf(SlaComplaintCode code) => code switch
    {
        SlaComplaintCode.Name => FieldCode.BadFormat,
        SlaComplaintCode.TooManySteps => FieldCode.TooMany,
        SlaComplaintCode.StepTimeAmbiguous => FieldCode.Contradiction,
        SlaComplaintCode.UnknownValue => FieldCode.UnknownValue,
        _ => FieldCode.OutOfRange,
    };

    private static IEnumerable<SlaStep> Steps(IReadOnlyList<StepBody?> steps, TimeSpan reference, Complaints errors)
    {
        var seen = new HashSet<(int, SlaAction)>();
        for (var i = 0; i < steps.Count; i++)
        {
            var where = $"steps[{i}]";
            if (steps[i]?.AtSeconds is not { } at || at < 0 || TimeSpan.FromSeconds(at) >= reference)
            {
                errors.Add($"{where}.atSeconds", FieldCode.OutOfRange, $"A step comes 0 to {(int)reference.TotalSeconds - 1} s after the start, before the first-response target of P2.");
                continue;
            }

            if (Action(steps[i]?.Action) is not { } action)
            {
                errors.Add($"{where}.action", FieldCode.UnknownValue, "There is no such action.");
                continue;
            }

            if (!seen.Add((at, action)))
            {
                errors.Add($"{where}.atSeconds", FieldCode.Repeated, "The same action is there twice at this time.");
                continue;
            }

            foreach (var metric in ReplyMetrics)
            {
                yield return new SlaStep(action) { After = TimeSpan.FromSeconds(at), ForTarget = reference, Metric = metric };
            }
        }
    }

    private static IEnumerable<SlaBreachAction> BreachActions(IReadOnlyList<string?> actions, Complaints errors)
    {
        for (var i = 0; i < actions.Count; i++)
        {
            if (Action(actions[i]) is not { } action)
            {
                errors.Add($"breachActions[{i}]", FieldCode.UnknownValue, "There is no such action.");
            }
            else if (actions.Take(i).Any(earlier => Action(earlier) == action))
            {
                errors.Add($"breachActions[{i}]", FieldCode.Repeated, "This action is there twice.");
            }
            else
            {
                yield return new SlaBreachAction(action, FirstResponseOnly.Contains(action) ? SlaMetric.FirstResponse : null);
            }
        }
    }

    private static SlaAction? Action(string? word) =>
        Enum.GetValues<SlaAction>().Where(action => Word(action) == word).Select(action => (SlaAction?)action).FirstOrDefault();

    private static TimeSpan Reference(SlaTargets targets) =>
        new[] { targets.FirstResponse, targets.NextResponse }.Select(t => t.P2 ?? t.P1 ?? t.P0 ?? t.P3).FirstOrDefault(t => t is not null) ?? Promise;

    private static PriorityTargets Targets(PrioritySeconds? seconds) => new(Span(seconds?.P0), Span(seconds?.P1), Span(seconds?.P2), Span(seconds?.P3));

    private static TimeSpan? Span(int? seconds) => seconds is { } given ? TimeSpan.FromSeconds(given) : null;

    private static PrioritySeconds Seconds(PriorityTargets targets) => new(Whole(targets.P0), Whole(targets.P1), Whole(targets.P2), Whole(targets.P3));

    private static int? Whole(TimeSpan? target) => target is { } given ? (int)given.TotalSeconds : null;
}
