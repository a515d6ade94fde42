using System.Diagnostics;

namespace ChatService.ClusterTests.People;

/// <summary>An open-loop schedule: the next is due when the last was due plus the interval, however long anything took.</summary>
internal sealed class Pace
{
    private readonly long every;
    private long next;

    public Pace(TimeSpan every, Dice dice)
    {
        this.every = (long)(every.TotalSeconds * Stopwatch.Frequency);
        // Not all at the same moment.
        next = Stopwatch.GetTimestamp() + dice.Roll(1_000) * this.every / 1_000;
    }

    /// <summary>Completes when the next is due.</summary>
    public Task NextAsync(CancellationToken stop)
    {
        var left = Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), next);
        return left > TimeSpan.Zero ? Task.Delay(left, stop) : Task.CompletedTask;
    }

    /// <summary>Takes the one that is due; false when none is.</summary>
    public bool TryTake(out long dueAt)
    {
        dueAt = next;
        if (Stopwatch.GetTimestamp() < next)
        {
            return false;
        }

        next += every;
        return true;
    }
}
