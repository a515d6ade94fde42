namespace ChatService.ClusterTests.Faults.Deeds;

/// <summary>Between a customer and a node everything that is sent vanishes, and neither is told. The same between that node and Redis.</summary>
internal sealed class HalfOpen : IDeed
{
    public string Code => "F14";

    public string Name => "half-open TCP";

    public async Task RunAsync(ChatCluster cluster, Dice dice, Task lasting)
    {
        var node = cluster.Nodes[dice.Roll(cluster.Nodes.Count)];
        await using var wire = new CutProxy(node.Url);
        await using var tabs = await Tabs.OpenAsync(wire.Url);
        wire.Silence();
        node.RedisWire.Silence();
        try
        {
            await lasting;
        }
        finally
        {
            node.RedisWire.Mend();
            wire.Mend();
        }
    }
}
