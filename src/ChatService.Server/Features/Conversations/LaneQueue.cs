namespace ChatService.Server.Features.Conversations;

/// <summary>Commands that wait, those of one key in their order. A key that is under way gives nothing more until it is back. Not for several threads at once.</summary>
internal sealed class LaneQueue<TItem>(Func<TItem, Guid> keyOf)
{
    private readonly Dictionary<Guid, Line> lines = [];
    private readonly Queue<Line> free = [];

    /// <summary>All that wait.</summary>
    public int Count { get; private set; }

    /// <summary>Those that wait for nothing but their turn.</summary>
    public int Free { get; private set; }

    public void Add(TItem item)
    {
        var key = keyOf(item);
        if (!lines.TryGetValue(key, out var line))
        {
            lines.Add(key, line = new Line(key));
        }

        line.Items.Add(item);
        Count++;
        if (!line.IsUnderWay)
        {
            Free++;
            if (line.Items.Count == 1)
            {
                free.Enqueue(line);
            }
        }
    }

    /// <summary>At most so many, key after key; their keys are under way until they are returned.</summary>
    public Batch Take(int most)
    {
        var batch = new Batch();
        while (batch.Items.Count < most && free.TryDequeue(out var line))
        {
            var count = Math.Min(line.Items.Count, most - batch.Items.Count);
            batch.Items.AddRange(line.Items.Take(count));
            // What did not fit waits for what did.
            Free -= line.Items.Count;
            line.Items.RemoveRange(0, count);
            line.IsUnderWay = true;
            batch.Lines.Add(line);
        }

        Count -= batch.Items.Count;
        return batch;
    }

    /// <summary>Its keys are back.</summary>
    public void Return(Batch batch)
    {
        foreach (var line in batch.Lines)
        {
            line.IsUnderWay = false;
            if (line.Items.Count == 0)
            {
                lines.Remove(line.Key);
                continue;
            }

            Free += line.Items.Count;
            free.Enqueue(line);
        }
    }

    /// <summary>Takes out all that wait.</summary>
    public List<TItem> Clear()
    {
        List<TItem> left = [.. lines.Values.SelectMany(line => line.Items)];
        foreach (var line in lines.Values)
        {
            line.Items.Clear();
        }

        free.Clear();
        (Count, Free) = (0, 0);
        return left;
    }

    /// <summary>What was taken together.</summary>
    public sealed class Batch
    {
        public List<TItem> Items { get; } = [];

        public List<Line> Lines { get; } = [];
    }

    /// <summary>What waits for one key.</summary>
    public sealed class Line(Guid key)
    {
        public Guid Key => key;

        public List<TItem> Items { get; } = [];

        public bool IsUnderWay { get; set; }
    }
}
