namespace ChatService.ClusterTests.Faults.Deeds;

/// <summary>One node after the other is drained, ends by itself, and is started again.</summary>
internal sealed class NodesRolled : IDeed
{
    public string Code => "F16";

    public string Name => "rolling restart of all nodes";

    public async Task RunAsync(ChatCluster cluster, Dice dice, Task lasting)
    {
        foreach (var node in cluster.Nodes)
        {
            node.Process.Terminate();
            Assert.Equal(0, await node.Process.EndedAsync());
            await node.Process.StartAsync();
            await node.SaysAsync("ready");
        }
    }
}
