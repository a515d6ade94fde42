namespace ChatService.Domain.Sla;

/// <summary>Something done once when a target was missed.</summary>
/// <param name="Action">What is done.</param>
/// <param name="Metric">The only metric it is for, or null for all.</param>
/// <param name="Priority">The only priority it is for, or null for all.</param>
public sealed record SlaBreachAction(SlaAction Action, SlaMetric? Metric = null, Priority? Priority = null)
{
    /// <summary>True when it is done for a breach of this metric and priority.</summary>
    public bool AppliesTo(SlaMetric metric, Priority priority) =>
        (Metric is null || Metric == metric) && (Priority is null || Priority == priority);
}
