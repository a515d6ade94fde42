namespace ChatService.Domain.Sla;

/// <summary>What to do with the timer of a metric.</summary>
/// <param name="Kind">Arm, fulfil or cancel.</param>
/// <param name="Metric">Whose timer.</param>
/// <param name="At">For arming the start, for fulfilling the time of the answer, for cancelling null.</param>
public readonly record struct SlaCommand(SlaCommandKind Kind, SlaMetric Metric, DateTimeOffset? At);
