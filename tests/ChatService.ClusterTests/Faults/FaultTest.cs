using System.Diagnostics;
using System.Globalization;
using ChatService.ClusterTests.Faults.Deeds;

namespace ChatService.ClusterTests.Faults;

/// <summary>What tests of faults share: the cluster, a printed seed, and the course of each: a crowd, a fault, everybody is served again, the history is whole.</summary>
[Collection(nameof(Clustered))]
public abstract class FaultTest(SharedCluster shared, ITestOutputHelper output) : IAsyncLifetime
{
    private protected ChatCluster Cluster => shared.Cluster;

    private protected ITestOutputHelper Output => output;

    private protected IReadOnlyList<ClusterNode> Nodes => shared.Cluster.Nodes;

    /// <summary>CHATSERVICE_FAULTS_SEED repeats a run's choices.</summary>
    private protected int Seed { get; } = int.TryParse(Environment.GetEnvironmentVariable("CHATSERVICE_FAULTS_SEED"), CultureInfo.InvariantCulture, out var given) ? given : Random.Shared.Next(1_000_000);

    /// <summary>CHATSERVICE_FAULTS_LONG=1: faults last as long as the table of faults says; otherwise as long as it takes to see what they do.</summary>
    private protected static bool IsLong { get; } = Environment.GetEnvironmentVariable("CHATSERVICE_FAULTS_LONG") == "1";

    /// <summary>The node that a deed's first roll chooses.</summary>
    private protected ClusterNode Victim => Nodes[new Dice(Seed).Roll(Nodes.Count)];

    /// <summary>Seconds of the short and of the long form.</summary>
    private protected static TimeSpan Lasting(int seconds, int longSeconds) => TimeSpan.FromSeconds(IsLong ? longSeconds : seconds);

    public virtual async ValueTask InitializeAsync() => await shared.Cluster.MendAsync();

    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    /// <summary>Breaks something until what must go on meanwhile has, and for so long at least: a slow machine makes the fault longer, and proves no less.</summary>
    private protected async Task DuringAsync(IDeed deed, TimeSpan duration, Func<Task> goesOn)
    {
        var began = Stopwatch.GetTimestamp();
        var proven = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var done = deed.RunAsync(Cluster, new Dice(Seed), Task.WhenAll(proven.Task, Task.Delay(duration)));
        try
        {
            await goesOn();
            output.WriteLine($"{deed.Code} {deed.Name}: went on after {Stopwatch.GetElapsedTime(began).TotalSeconds:0.0} s");
        }
        finally
        {
            proven.TrySetResult();
            await done;
        }
    }

    /// <summary>Runs a fault under load. What <paramref name="fault"/> broke it mends before it returns. <paramref name="at"/>: where customer number i connects.</summary>
    private protected async Task<History> SufferAsync(Func<Crowd, Task> fault, int customers = 9, Func<int, Uri>? at = null)
    {
        output.WriteLine($"CHATSERVICE_FAULTS_SEED={Seed}");
        await Cluster.WellAsync();
        await using var crowd = await Crowd.GatherAsync(Cluster, Seed, customers, at: at);
        await crowd.MoreAsync(60);
        await fault(crowd);
        await crowd.EveryoneSpeaksAsync();
        await crowd.MoreAsync(60);
        await crowd.HeardAllAsync();
        await Cluster.WellAsync();
        var history = await crowd.EndAsync();
        output.WriteLine($"{history.Sends.Count} messages, {crowd.Journal.Unavailable} refusals as retryable, longest wait for an ack {crowd.Journal.Acks.Max(ack => ack.Milliseconds):0} ms");
        return history;
    }
}
