namespace ChatService.ClusterTests.Faults.Deeds;

internal sealed class RedisOutOfReach : IDeed
{
    public string Code => "F5";

    public string Name => "cut one node from Redis";

    public async Task RunAsync(ChatCluster cluster, Dice dice, Task lasting)
    {
        var victim = cluster.Nodes[dice.Roll(cluster.Nodes.Count)];
        victim.RedisWire.Cut();
        try
        {
            await lasting;
        }
        finally
        {
            victim.RedisWire.Mend();
        }
    }
}
