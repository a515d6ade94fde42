using System.Diagnostics.Metrics;
using ChatService.Domain.Sla;
using ChatService.Server.Platform;
using ChatService.Server.Platform.Observability;
using ChatService.Server.Platform.Storage;

namespace ChatService.Server.Features.Sla;

/// <summary>
/// The promise in numbers, for alerts and trends: each outcome is counted once, by the node that committed it, so the sum over the nodes is the installation's.
/// What is owed to a customer or an auditor stands in the reports, which read what is stored.
/// </summary>
public sealed class SlaMetrics : ICommitListener, IDisposable
{
    private readonly Meter meter;
    private readonly Counter<long> outcomes;
    private readonly Histogram<double> firstResponse;

    public SlaMetrics(IMeterFactory meters)
    {
        ArgumentNullException.ThrowIfNull(meters);
        meter = meters.Create("ChatService.Sla");
        outcomes = meter.CreateCounter<long>("chatservice.sla.outcomes", "{clock}", "Clocks that ended, by what they measure and how: met, breached, cancelled.");
        firstResponse = meter.CreateHistogram(
            "chatservice.sla.first_response", "s", "From the customer's first message to the first answer of a person, in wall-clock time.", advice: Buckets.Seconds);
        foreach (var metric in Enum.GetValues<SlaMetric>())
        {
            foreach (var outcome in Enum.GetValues<SlaOutcome>())
            {
                outcomes.Add(0, Tags(metric, outcome));
            }
        }
    }

    public void Committed(IReadOnlyList<object> events)
    {
        ArgumentNullException.ThrowIfNull(events);
        foreach (var happened in events)
        {
            Count(happened);
        }
    }

    public void Dispose() => meter.Dispose();

    private void Count(object happened)
    {
        switch (happened)
        {
            case SlaMet met:
                outcomes.Add(1, Tags(met.Metric, SlaOutcome.Met));
                Answered(met.Metric, met.WallMs);
                break;
            case SlaAnswered answered:
                Answered(answered.Metric, answered.WallMs);
                break;
            case SlaBreached breached:
                outcomes.Add(1, Tags(breached.Metric, SlaOutcome.Breached));
                break;
            case SlaCancelled cancelled:
                outcomes.Add(1, Tags(cancelled.Metric, SlaOutcome.Cancelled));
                break;
            default:
                break;
        }
    }

    private void Answered(SlaMetric metric, long wallMs)
    {
        if (metric == SlaMetric.FirstResponse)
        {
            firstResponse.Record(wallMs / 1000.0);
        }
    }

    private static KeyValuePair<string, object?>[] Tags(SlaMetric metric, SlaOutcome outcome) => [new("metric", WireWord.Of(metric)), new("outcome", WireWord.Of(outcome))];
}
