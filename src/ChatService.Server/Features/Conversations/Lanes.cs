namespace ChatService.Server.Features.Conversations;

/// <summary>How many lanes there are and when a further one is worth its price.</summary>
/// <param name="Count">Transactions beside each other at most.</param>
/// <param name="MostWaiting">Commands; more are not taken in.</param>
/// <param name="MostInBatch">Commands in one transaction. When as many wait, a further one begins at once.</param>
/// <param name="Patience">Whoever waits for a transaction that takes longer goes beside it.</param>
internal sealed record LaneLimits(int Count, int MostWaiting, int MostInBatch, TimeSpan Patience);

/// <summary>
/// Transactions over what has queued up while others were under way. One at a time as long as that keeps up: most of what a transaction costs is shared by all that it takes along, and two at
/// once halve that (ADR 0014). A further one begins when more wait than one takes, or when those under way take long: what they do not hold does not wait for them. Commands of one key are never in two
/// at once, and keep their order.
/// </summary>
/// <param name="commit">Does all of them and answers each.</param>
internal sealed class Lanes<TItem>(LaneLimits limits, Func<TItem, Guid> keyOf, Func<List<TItem>, Task> commit) : IDisposable
{
    private readonly Lock gate = new();
    private readonly LaneQueue<TItem> queue = new(keyOf);
    private readonly List<Run> running = [];
    private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Timer? patience;
    private State state = State.NotOpen;

    private enum State
    {
        NotOpen,
        Open,
        Closed,
    }

    /// <summary>Commands that wait; none under way is counted.</summary>
    public int Waiting
    {
        get
        {
            lock (gate)
            {
                return queue.Count;
            }
        }
    }

    /// <summary>False when it is full or closed.</summary>
    public bool TryAdd(TItem item)
    {
        lock (gate)
        {
            if (state == State.Closed || queue.Count >= limits.MostWaiting)
            {
                return false;
            }

            queue.Add(item);
            TryBegin();
            return true;
        }
    }

    /// <summary>What waits begins.</summary>
    public void Open()
    {
        lock (gate)
        {
            // The real clock, whatever the tests' clock says: this is about what the store takes.
            patience = new Timer(_ => Tick());
            state = State.Open;
            TryBegin();
        }
    }

    /// <summary>Takes nothing in from here on; what waits is given back, undone.</summary>
    public IReadOnlyList<TItem> Close()
    {
        lock (gate)
        {
            state = State.Closed;
            if (running.Count == 0)
            {
                ended.TrySetResult();
            }

            return queue.Clear();
        }
    }

    /// <summary>Completes when it is closed and nothing is under way.</summary>
    public Task EndedAsync() => ended.Task;

    public void Dispose()
    {
        lock (gate)
        {
            state = State.Closed;
            patience?.Dispose();
        }
    }

    private void Tick()
    {
        lock (gate)
        {
            TryBegin();
            if (state == State.Open && queue.Count > 0 && running.Count > 0 && running.Count < limits.Count)
            {
                patience!.Change(limits.Patience, Timeout.InfiniteTimeSpan);
            }
        }
    }

    // With the gate.
    private void TryBegin()
    {
        if (TryTake() is { } run)
        {
            // On a thread of its own, and not as a part of whatever its first caller traces.
            ThreadPool.UnsafeQueueUserWorkItem(static start => _ = start.Lanes.DriveAsync(start.Run), (Lanes: this, Run: run), preferLocal: false);
        }
    }

    // With the gate.
    private Run? TryTake()
    {
        if (state != State.Open || queue.Free == 0 || running.Count >= limits.Count || (queue.Free < limits.MostInBatch && running.Exists(IsFresh)))
        {
            return null;
        }

        var run = new Run(queue.Take(limits.MostInBatch), Environment.TickCount64);
        running.Add(run);
        patience!.Change(limits.Patience, Timeout.InfiniteTimeSpan);
        return run;
    }

    private bool IsFresh(Run run) => Environment.TickCount64 - run.Began < limits.Patience.TotalMilliseconds;

    private async Task DriveAsync(Run run)
    {
        for (Run? next = run; next is not null; next = Next(next))
        {
            // Were something to go wrong beyond all handling, its callers would be told by their own limit, and the others go on.
            await commit(next.Batch.Items).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private Run? Next(Run done)
    {
        lock (gate)
        {
            running.Remove(done);
            queue.Return(done.Batch);
            var next = TryTake();
            // And another, when more wait than this one takes.
            TryBegin();
            if (state == State.Closed && running.Count == 0)
            {
                ended.TrySetResult();
            }

            return next;
        }
    }

    private sealed class Run(LaneQueue<TItem>.Batch batch, long began)
    {
        public LaneQueue<TItem>.Batch Batch => batch;

        public long Began => began;
    }
}
