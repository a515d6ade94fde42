namespace ChatService.BrowserTests.Busy;

/// <summary>The time of the story, and the pauses in which people think. Pauses end early when the story ends.</summary>
public sealed class BusyClock(TimeSpan length, int seed) : IDisposable
{
    private readonly CancellationTokenSource end = new();
    private readonly Random random = new(seed);
    private readonly Lock gate = new();
    private readonly long start = TimeProvider.System.GetTimestamp();

    /// <summary>Since the story began.</summary>
    public TimeSpan Elapsed => TimeProvider.System.GetElapsedTime(start);

    /// <summary>Nobody begins anything new.</summary>
    public bool IsOver => end.IsCancellationRequested || Elapsed >= length;

    /// <summary>From 0 to below 1.</summary>
    public double Chance()
    {
        lock (gate)
        {
            return random.NextDouble();
        }
    }

    /// <summary>Somebody thinks, reads or types for that long.</summary>
    public Task ThinkAsync(double leastSeconds, double mostSeconds) =>
        UntilAsync(Elapsed + TimeSpan.FromSeconds(leastSeconds + (Chance() * (mostSeconds - leastSeconds))));

    /// <summary>The moment in the story.</summary>
    public async Task UntilAsync(TimeSpan moment)
    {
        var rest = moment - Elapsed;
        if (rest > TimeSpan.Zero)
        {
            await Task.WhenAny(Task.Delay(rest, end.Token));
        }
    }

    /// <summary>Ends it before its time: somebody met what must not happen.</summary>
    public void End() => end.Cancel();

    public void Dispose() => end.Dispose();
}
