using System.Diagnostics;
using System.Diagnostics.Metrics;
using ChatService.Contracts;
using ChatService.Server.Platform.Observability;
using Microsoft.AspNetCore.SignalR;

namespace ChatService.Server.Gateway;

/// <summary>Calls of the hubs in numbers: how long until the answer, and what was refused. Stands inside <see cref="RefusalFilter"/>'s refusals, so that each has its code.</summary>
public sealed class CallMetrics : IDisposable
{
    private readonly Meter meter;
    private readonly Histogram<double> calls;
    private readonly Counter<long> refused;
    private readonly Counter<long> missed;

    public CallMetrics(IMeterFactory meters)
    {
        ArgumentNullException.ThrowIfNull(meters);
        meter = meters.Create("ChatService.Gateway");
        calls = meter.CreateHistogram("chatservice.hub.call", "s", "Calls that were answered, refusals included, by hub and method.", advice: Buckets.Seconds);
        refused = meter.CreateCounter<long>("chatservice.hub.refused", "{call}", "Calls that were refused, by code.");
        missed = meter.CreateCounter<long>("chatservice.fanout.missed", "{event}", "Committed events that not every push got through, by reason: dropped, for pushing is slower than committing, or failed. They are healed.");
        foreach (var code in Enum.GetValues<ErrorCode>())
        {
            refused.Add(0, Tag(code));
        }

        missed.Add(0, Reason("dropped"));
        missed.Add(0, Reason("failed"));
    }

    public void Dispose() => meter.Dispose();

    internal void Called(HubInvocationContext call, long began) => calls.Record(
        Stopwatch.GetElapsedTime(began).TotalSeconds,
        new("hub", call.Hub is AgentHub ? "agent" : "visitor"),
        // Only methods that exist come this far.
        new("method", call.HubMethodName));

    internal void Refused(ErrorCode code)
    {
        refused.Add(1, Tag(code));
        Activity.Current?.SetTag("chatservice.code", code.Name());
    }

    internal void Dropped() => missed.Add(1, Reason("dropped"));

    internal void PushFailed() => missed.Add(1, Reason("failed"));

    private static KeyValuePair<string, object?> Reason(string reason) => new("reason", reason);

    private static KeyValuePair<string, object?> Tag(ErrorCode code) => new("code", code.Name());
}
