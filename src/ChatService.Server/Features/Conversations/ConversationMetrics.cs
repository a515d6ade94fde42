using System.Diagnostics.Metrics;
using ChatService.Server.Platform;
using ChatService.Server.Platform.Observability;
using ChatService.Server.Platform.Storage;

namespace ChatService.Server.Features.Conversations;

/// <summary>What the lanes and the messages in them do, in numbers; all begin at zero.</summary>
public sealed class ConversationMetrics : ICommitListener, IDisposable
{
    private readonly Meter meter;
    private readonly Counter<long> appended;
    private readonly Counter<long> refused;
    private readonly Histogram<int> batch;

    public ConversationMetrics(IMeterFactory meters)
    {
        ArgumentNullException.ThrowIfNull(meters);
        meter = meters.Create("ChatService.Conversations");
        appended = meter.CreateCounter<long>("chatservice.messages.appended", "{message}", "Messages that were committed, by who wrote them.");
        refused = meter.CreateCounter<long>("chatservice.lanes.refused", "{command}", "Commands that were not done: too many waited, or the store did not answer in time.");
        batch = meter.CreateHistogram<int>("chatservice.lanes.batch", "{command}", "Commands in one transaction of a lane.", advice: Buckets.Counts);
        foreach (var sender in Enum.GetValues<SenderKind>())
        {
            appended.Add(0, Sender(sender));
        }

        refused.Add(0, Full);
        refused.Add(0, Late);
    }

    private static KeyValuePair<string, object?> Full => new("reason", "full");

    private static KeyValuePair<string, object?> Late => new("reason", "late");

    public void Committed(IReadOnlyList<object> events)
    {
        ArgumentNullException.ThrowIfNull(events);
        foreach (var message in events.OfType<MessageAppended>())
        {
            appended.Add(1, Sender(message.Message.SenderKind));
        }
    }

    public void Dispose() => meter.Dispose();

    internal void Observe(Func<int> waiting, int most)
    {
        meter.CreateObservableGauge("chatservice.lanes.waiting", waiting, "{command}", "Commands that wait for a lane.");
        meter.CreateObservableGauge("chatservice.lanes.waiting.max", () => most, "{command}", "Commands that wait for a lane at most; more are refused.");
    }

    internal void LaneWasFull() => refused.Add(1, Full);

    internal void AnsweredTooLate() => refused.Add(1, Late);

    internal void Batch(int commands) => batch.Record(commands);

    private static KeyValuePair<string, object?> Sender(SenderKind sender) => new("sender", WireWord.Of(sender));
}
