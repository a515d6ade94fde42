using System.Collections.Concurrent;
using System.Diagnostics;

namespace ChatService.ClusterTests.People;

/// <summary>What a crowd did and how long it took: acks and deliveries with their times, refusals, surprises.</summary>
internal sealed class Journal
{
    private readonly ConcurrentDictionary<Guid, long> dueAt = new();
    private readonly ConcurrentQueue<(int Acks, TaskCompletionSource Reached)> marks = new();
    private readonly ConcurrentQueue<Timed> acks = new();
    private readonly ConcurrentQueue<Timed> deliveries = new();
    private int ackCount;

    /// <summary>One wait: when it ended (ticks), and how long it was.</summary>
    public readonly record struct Timed(long EndedAt, double Milliseconds);

    /// <summary>Refusals that nobody planned, and anything else unexpected.</summary>
    public ConcurrentBag<string> Surprises { get; } = [];

    /// <summary>Refusals as retryable.</summary>
    public int Unavailable => unavailable;

    private int unavailable;

    public int Acked => Volatile.Read(ref ackCount);

    /// <summary>From the moment at which a message was due to its ack, in the order of the acks.</summary>
    public IReadOnlyCollection<Timed> Acks => acks;

    /// <summary>From the moment at which a message was due until the other side showed it.</summary>
    public IReadOnlyCollection<Timed> Deliveries => deliveries;

    /// <summary>Completes when so many more messages were acked.</summary>
    public Task MoreAsync(int count)
    {
        var mark = (Acked + count, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        marks.Enqueue(mark);
        return mark.Item2.Task;
    }

    public void Written(Outgoing outgoing) => dueAt[outgoing.ClientMessageId] = outgoing.DueAt;

    public void Ack(Outgoing outgoing)
    {
        acks.Enqueue(Since(outgoing.DueAt));
        var number = Interlocked.Increment(ref ackCount);
        foreach (var mark in marks.Where(mark => number >= mark.Acks))
        {
            mark.Reached.TrySetResult();
        }
    }

    /// <summary>Somebody else showed it; the first time counts.</summary>
    public void Heard(Guid clientMessageId)
    {
        if (dueAt.TryRemove(clientMessageId, out var due))
        {
            deliveries.Enqueue(Since(due));
        }
    }

    public void Refused() => Interlocked.Increment(ref unavailable);

    private static Timed Since(long due) => new(Stopwatch.GetTimestamp(), Stopwatch.GetElapsedTime(due).TotalMilliseconds);
}
