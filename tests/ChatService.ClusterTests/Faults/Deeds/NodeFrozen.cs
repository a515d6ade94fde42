namespace ChatService.ClusterTests.Faults.Deeds;

internal sealed class NodeFrozen : IDeed
{
    public string Code => "F2";

    public string Name => "freeze a node";

    public async Task RunAsync(ChatCluster cluster, Dice dice, TimeSpan duration)
    {
        var victim = cluster.Nodes[dice.Roll(cluster.Nodes.Count)];
        victim.Process.Freeze();
        try
        {
            await Task.Delay(duration);
        }
        finally
        {
            victim.Process.Thaw();
        }
    }
}
