namespace ChatService.Domain.Sla;

/// <summary>What is promised to which conversations, and what is done before and after a miss. A change makes a new version.</summary>
public sealed record SlaPolicy
{
    /// <summary>Stays the same over all versions.</summary>
    public required Guid Id { get; init; }

    /// <summary>Counts from 1.</summary>
    public required int Version { get; init; }

    /// <summary>What admins call it.</summary>
    public required string Name { get; init; }

    /// <summary>Which conversations it is for.</summary>
    public SlaScope Scope { get; init; } = SlaScope.Everything;

    /// <summary>The promises.</summary>
    public required SlaTargets Targets { get; init; }

    /// <summary>What is done before a miss. The place in this list identifies a step within a version.</summary>
    public IReadOnlyList<SlaStep> Steps { get; init; } = [];

    /// <summary>What is done on a miss, in this order.</summary>
    public IReadOnlyList<SlaBreachAction> BreachActions { get; init; } = [];

    /// <summary>The policy in force where no other matches.</summary>
    public static SlaPolicy Default { get; } = DefaultSlaPolicy.Make();

    /// <summary>The actions for a breach of this metric and priority, in order.</summary>
    public IReadOnlyList<SlaAction> OnBreach(SlaMetric metric, Priority priority) =>
        [.. BreachActions.Where(action => action.AppliesTo(metric, priority)).Select(action => action.Action)];

    /// <summary>Every complaint about the policy; empty when it may be saved.</summary>
    public IReadOnlyList<SlaComplaint> Validate() => SlaPolicyRules.Check(this);
}
