namespace ChatService.Domain.Sla;

/// <summary>The targets of a policy. Reply targets are in business time, resolution targets in business time without the pauses.</summary>
public sealed record SlaTargets(PriorityTargets FirstResponse, PriorityTargets NextResponse, PriorityTargets Resolution)
{
    /// <summary>The target of a metric for a priority, or null when no timer runs.</summary>
    public TimeSpan? For(SlaMetric metric, Priority priority) => metric switch
    {
        SlaMetric.FirstResponse => FirstResponse.For(priority),
        SlaMetric.NextResponse => NextResponse.For(priority),
        SlaMetric.Resolution => Resolution.For(priority),
        _ => null,
    };
}
