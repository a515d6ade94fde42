using System.Globalization;

namespace ChatService.ClusterTests.Faults;

/// <summary>What tests of faults share: the cluster, a printed seed, and the course of each: a crowd, a fault, everybody is served again, the history is whole.</summary>
[Collection(nameof(Clustered))]
public abstract class FaultTest(SharedCluster shared, ITestOutputHelper output)
{
    private protected ChatCluster Cluster => shared.Cluster;

    private protected ITestOutputHelper Output => output;

    private protected IReadOnlyList<ClusterNode> Nodes => shared.Cluster.Nodes;

    /// <summary>CHATSERVICE_FAULTS_SEED repeats a run's choices.</summary>
    private protected int Seed { get; } = int.TryParse(Environment.GetEnvironmentVariable("CHATSERVICE_FAULTS_SEED"), CultureInfo.InvariantCulture, out var given) ? given : Random.Shared.Next(1_000_000);

    /// <summary>Runs a fault under load. What <paramref name="fault"/> broke it mends before it returns.</summary>
    private protected async Task<History> SufferAsync(Func<Crowd, Task> fault, int customers = 9)
    {
        output.WriteLine($"CHATSERVICE_FAULTS_SEED={Seed}");
        await Cluster.WellAsync();
        await using var crowd = await Crowd.GatherAsync(Cluster, Seed, customers);
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
