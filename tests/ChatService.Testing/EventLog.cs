namespace ChatService.Testing;

/// <summary>What a client has heard, in order; a test waits for the next thing that matters.</summary>
public sealed class EventLog<T>
{
    private readonly Lock gate = new();
    private readonly List<T> items = [];
    private readonly List<(Func<T, bool> Match, TaskCompletionSource<T> Found)> waiters = [];
    private readonly List<Action<T>> hearers = [];

    /// <summary>All so far, a snapshot.</summary>
    public IReadOnlyList<T> All
    {
        get
        {
            lock (gate)
            {
                return [.. items];
            }
        }
    }

    /// <summary>Adds one and wakes who waits for it.</summary>
    public void Add(T item)
    {
        List<TaskCompletionSource<T>> found = [];
        lock (gate)
        {
            items.Add(item);
            hearers.ForEach(hear => hear(item));
            foreach (var waiter in waiters.Where(w => w.Match(item)).ToList())
            {
                waiters.Remove(waiter);
                found.Add(waiter.Found);
            }
        }

        found.ForEach(f => f.TrySetResult(item));
    }

    /// <summary>Calls for each so far and each to come, in order. What it calls must return at once.</summary>
    public void Each(Action<T> hear)
    {
        ArgumentNullException.ThrowIfNull(hear);
        lock (gate)
        {
            items.ForEach(hear);
            hearers.Add(hear);
        }
    }

    /// <summary>The first one that matches, heard already or to come.</summary>
    public Task<T> First(Func<T, bool> match)
    {
        lock (gate)
        {
            foreach (var item in items)
            {
                if (match(item))
                {
                    return Task.FromResult(item);
                }
            }

            var found = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
            waiters.Add((match, found));
            return found.Task.Soon(typeof(T).Name);
        }
    }
}
