namespace ChatService.ClusterTests.Faults.Deeds;

internal sealed class NodeKilled : IDeed
{
    public string Code => "F1";

    public string Name => "kill -9 a node";

    public async Task RunAsync(ChatCluster cluster, Dice dice, Task lasting)
    {
        var victim = cluster.Nodes[dice.Roll(cluster.Nodes.Count)];
        await victim.Process.KillAsync();
        await lasting;
        await victim.Process.StartAsync();
    }
}
