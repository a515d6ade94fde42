namespace ChatService.Domain.Sla;

/// <summary>Checks a policy and collects every complaint.</summary>
internal static class SlaPolicyRules
{
    private const int LongestName = 100;
    private const int MostSteps = 50;
    private static readonly TimeSpan LongestTarget = TimeSpan.FromDays(366);

    public static IReadOnlyList<SlaComplaint> Check(SlaPolicy policy)
    {
        var complaints = new List<SlaComplaint>();
        if (string.IsNullOrWhiteSpace(policy.Name) || policy.Name.Length > LongestName)
        {
            complaints.Add(new(SlaComplaintCode.Name, "name", $"A name has 1 to {LongestName} characters."));
        }

        if (policy.Scope.Priority is { } scoped && !Enum.IsDefined(scoped))
        {
            complaints.Add(Unknown("scope.priority"));
        }

        CheckTargets(policy.Targets, complaints);
        CheckSteps(policy.Steps, complaints);
        CheckBreachActions(policy.BreachActions, complaints);
        return complaints;
    }

    private static void CheckTargets(SlaTargets targets, List<SlaComplaint> complaints)
    {
        foreach (var metric in Enum.GetValues<SlaMetric>())
        {
            foreach (var priority in Enum.GetValues<Priority>())
            {
                if (targets.For(metric, priority) is { } target && (target <= TimeSpan.Zero || target > LongestTarget))
                {
                    complaints.Add(new(SlaComplaintCode.TargetOutOfRange, $"targets.{CamelCase(metric)}.{priority}", "A target is above zero and at most a year."));
                }
            }
        }
    }

    private static void CheckSteps(IReadOnlyList<SlaStep> steps, List<SlaComplaint> complaints)
    {
        if (steps.Count > MostSteps)
        {
            complaints.Add(new(SlaComplaintCode.TooManySteps, "steps", $"A policy has at most {MostSteps} steps."));
            return;
        }

        for (var i = 0; i < steps.Count; i++)
        {
            var (step, where) = (steps[i], $"steps[{i}]");
            if (!AreKnown(step.Action, step.Metric, step.Priority))
            {
                complaints.Add(Unknown(where));
            }

            if (step.After is null == step.Before is null)
            {
                complaints.Add(new(SlaComplaintCode.StepTimeAmbiguous, where, "A step has a time after the start or a time before the due time."));
            }

            var time = step.After ?? step.Before ?? TimeSpan.Zero;
            if (time < TimeSpan.Zero || time > LongestTarget || step.ForTarget is { } reference && (reference <= TimeSpan.Zero || reference > LongestTarget))
            {
                complaints.Add(new(SlaComplaintCode.StepTimeOutOfRange, where, "The times of a step are not negative and at most a year."));
            }
        }
    }

    private static void CheckBreachActions(IReadOnlyList<SlaBreachAction> actions, List<SlaComplaint> complaints)
    {
        if (actions.Count > MostSteps)
        {
            complaints.Add(new(SlaComplaintCode.TooManySteps, "breachActions", $"A policy has at most {MostSteps} breach actions."));
            return;
        }

        for (var i = 0; i < actions.Count; i++)
        {
            if (!AreKnown(actions[i].Action, actions[i].Metric, actions[i].Priority))
            {
                complaints.Add(Unknown($"breachActions[{i}]"));
            }
        }
    }

    private static bool AreKnown(SlaAction action, SlaMetric? metric, Priority? priority) =>
        Enum.IsDefined(action) && (metric is not { } m || Enum.IsDefined(m)) && (priority is not { } p || Enum.IsDefined(p));

    private static SlaComplaint Unknown(string where) => new(SlaComplaintCode.UnknownValue, where, "An action, metric or priority that does not exist.");

    private static string CamelCase(SlaMetric metric) => char.ToLowerInvariant(metric.ToString()[0]) + metric.ToString()[1..];
}
