namespace ChatService.ClusterTests.Faults.Deeds;

internal sealed class NodeFrozen : IDeed
{
    public string Code => "F2";

    public string Name => "freeze a node";

    public async Task RunAsync(ChatCluster cluster, Dice dice, Task lasting)
    {
        var victim = cluster.Nodes[dice.Roll(cluster.Nodes.Count)];
        victim.Process.Freeze();
        try
        {
            await lasting;
        }
        finally
        {
            victim.Process.Thaw();
        }
    }
}
