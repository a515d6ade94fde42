namespace ChatService.Server.Features.Conversations;

/// <summary>
/// Where commands wait whose conversation somebody else holds (another node, the plan of a queue, an operator's transaction): beside the lane, in their order, so that only that
/// conversation waits. What comes later for the same key joins them until none is left.
/// </summary>
internal sealed class Sidings<TItem>(Func<List<TItem>, Task> commit)
{
    private readonly Lock gate = new();
    private readonly Dictionary<Guid, List<TItem>> waiting = [];
    private readonly HashSet<Task> driving = [];

    /// <summary>Joins those that wait for the same; false when none do.</summary>
    public bool TryJoin(Guid key, TItem item)
    {
        lock (gate)
        {
            if (!waiting.TryGetValue(key, out var items))
            {
                return false;
            }

            items.Add(item);
            return true;
        }
    }

    /// <summary>Puts them aside.</summary>
    public void Open(Guid key, IEnumerable<TItem> items)
    {
        lock (gate)
        {
            if (waiting.TryGetValue(key, out var known))
            {
                known.AddRange(items);
                return;
            }

            waiting.Add(key, [.. items]);
            driving.RemoveWhere(task => task.IsCompleted);
            driving.Add(Task.Run(() => DriveAsync(key)));
        }
    }

    /// <summary>Completes when those that wait now have been answered.</summary>
    public Task EndedAsync()
    {
        lock (gate)
        {
            return Task.WhenAll(driving);
        }
    }

    private async Task DriveAsync(Guid key)
    {
        while (Take(key) is { } items)
        {
            await commit(items);
        }
    }

    private List<TItem>? Take(Guid key)
    {
        lock (gate)
        {
            var items = waiting[key];
            if (items.Count == 0)
            {
                waiting.Remove(key);
                return null;
            }

            waiting[key] = [];
            return items;
        }
    }
}
