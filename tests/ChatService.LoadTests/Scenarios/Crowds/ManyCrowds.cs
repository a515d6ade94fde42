using ChatService.LoadTests.Stages;

namespace ChatService.LoadTests.Scenarios.Crowds;

/// <summary>Several crowds as one.</summary>
public sealed class ManyCrowds : ICrowd
{
    // Of the 20 000 files that a process usually may open, a quarter is left for everything else.
    private const int PerProcess = 15_000;

    private readonly IReadOnlyList<ICrowd> all;

    private ManyCrowds(IReadOnlyList<ICrowd> all) => this.all = all;

    /// <summary>For the usage.</summary>
    public static Option Processes { get; } = new("processes", "0", "of clients; 0: as many as it takes");

    /// <summary>Spread over so many processes; 0: as many as it takes.</summary>
    public static async Task<ManyCrowds> StartAsync(IReadOnlyList<Seat> seats, int processes, Parts parts)
    {
        ArgumentNullException.ThrowIfNull(seats);
        ArgumentNullException.ThrowIfNull(parts);
        var count = processes > 0 ? processes : (seats.Count + PerProcess - 1) / PerProcess;
        var (all, offset) = (new List<ICrowd>(), 0);
        foreach (var some in seats.Chunk((seats.Count + count - 1) / count))
        {
            all.Add(parts.Add<ICrowd>(count == 1 ? new Crowd(some) : await CrowdProcess.StartAsync(some, offset)));
            offset += some.Length;
        }

        return new ManyCrowds(all);
    }

    public Task<CrowdAnswer> ConnectAsync(int atOnce) => AllAsync(crowd => crowd.ConnectAsync(Math.Max(1, atOnce / all.Count)));

    public Task<CrowdAnswer> StormAsync() => AllAsync(crowd => crowd.StormAsync());

    public async Task<int> CountAsync() => (await Task.WhenAll(all.Select(crowd => crowd.CountAsync()))).Sum();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private async Task<CrowdAnswer> AllAsync(Func<ICrowd, Task<CrowdAnswer>> command)
    {
        var answers = await Task.WhenAll(all.Select(command));
        return new CrowdAnswer(
            answers.Sum(a => a.Connected), answers.Sum(a => a.Tries), answers.Max(a => a.Seconds), [.. answers.SelectMany(a => a.WaitsMs)], [.. answers.SelectMany(a => a.Failures).Take(5)]);
    }
}
