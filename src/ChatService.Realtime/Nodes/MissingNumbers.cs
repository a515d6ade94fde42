namespace ChatService.Realtime.Nodes;

/// <summary>Ranges of numbers that have not come, with the time at which that was noticed.</summary>
internal sealed class MissingNumbers
{
    // Enough for a wire that drops one frame in twenty for minutes. The oldest are forgotten, which only means that they count as doubled when they come after all.
    private const int MaxRanges = 256;

    private readonly List<Range> ranges = [];

    /// <summary>From <paramref name="from"/> up to, not including, <paramref name="until"/>.</summary>
    public void Add(ulong from, ulong until, DateTimeOffset now)
    {
        if (ranges.Count == MaxRanges)
        {
            ranges.RemoveAt(0);
        }

        ranges.Add(new Range(from, until, now, Told: false));
    }

    /// <summary>It has come; false when it was not missing.</summary>
    public bool Remove(ulong number)
    {
        var at = ranges.FindIndex(range => number >= range.From && number < range.Until);
        if (at < 0)
        {
            return false;
        }

        var found = ranges[at];
        ranges.RemoveAt(at);
        if (number + 1 < found.Until)
        {
            ranges.Insert(at, found with { From = number + 1 });
        }

        if (number > found.From)
        {
            ranges.Insert(at, found with { Until = number });
        }

        return true;
    }

    /// <summary>The earliest time at which something was missed that is still missing and was noticed at or before <paramref name="before"/>; each range is told once.</summary>
    public DateTimeOffset? Overdue(DateTimeOffset before)
    {
        DateTimeOffset? since = null;
        for (var i = 0; i < ranges.Count; i++)
        {
            if (!ranges[i].Told && ranges[i].NoticedAt <= before)
            {
                since = since is null || ranges[i].NoticedAt < since ? ranges[i].NoticedAt : since;
                ranges[i] = ranges[i] with { Told = true };
            }
        }

        return since;
    }

    private readonly record struct Range(ulong From, ulong Until, DateTimeOffset NoticedAt, bool Told);
}
