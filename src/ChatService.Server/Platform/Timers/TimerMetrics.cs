using System.Diagnostics.Metrics;
using ChatService.Server.Platform.Observability;

namespace ChatService.Server.Platform.Timers;

/// <summary>How punctual timers are, in numbers.</summary>
public sealed class TimerMetrics : IDisposable
{
    private readonly Meter meter;
    private readonly Histogram<double> lateness;
    private readonly Counter<long> failures;

    public TimerMetrics(IMeterFactory meters)
    {
        ArgumentNullException.ThrowIfNull(meters);
        meter = meters.Create("ChatService.Timers");
        lateness = meter.CreateHistogram(
            "chatservice.timers.lateness", "s", "From a timer's due time to the end of its work; one that another node has fired first counts as well.", advice: Buckets.Seconds);
        failures = meter.CreateCounter<long>("chatservice.timers.failures", "{timer}", "Timers whose work failed; they are tried again after 30 s.");
    }

    public void Dispose() => meter.Dispose();

    internal void Fired(TimeSpan late) => lateness.Record(Math.Max(0, late.TotalSeconds));

    internal void Failed() => failures.Add(1);
}
