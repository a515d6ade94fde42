namespace ChatService.ClusterTests.Faults;

/// <summary>Nodes that die, freeze, and come back.</summary>
public sealed class NodeFaultTests(SharedCluster shared, ITestOutputHelper output) : FaultTest(shared, output)
{
    [Fact]
    public async Task F01_a_node_is_killed_and_its_clients_live_on_elsewhere()
    {
        await SufferAsync(async crowd =>
        {
            var victim = Nodes[Seed % Nodes.Count];
            await victim.Process.KillAsync();
            await crowd.EveryoneSpeaksAsync();
            await victim.Process.StartAsync();
        });
    }
}
