namespace ChatService.ClusterTests.Faults;

/// <summary>Redis dies, freezes, forgets, or one node does not reach it (P5, P6).</summary>
public sealed class RedisFaultTests(SharedCluster shared, ITestOutputHelper output) : FaultTest(shared, output)
{
    [Fact]
    public async Task F03_Redis_is_killed_and_started_again()
    {
        await SufferAsync(async crowd =>
        {
            await Cluster.Redis.KillAsync();
            await Nodes[0].SaysAsync("degraded");
            await crowd.EveryoneSpeaksAsync();
            await Cluster.Redis.StartAgainAsync();
        });
    }
}
