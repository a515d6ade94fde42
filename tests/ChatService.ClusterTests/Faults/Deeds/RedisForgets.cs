namespace ChatService.ClusterTests.Faults.Deeds;

internal sealed class RedisForgets : IDeed
{
    public string Code => "F7";

    public string Name => "FLUSHALL";

    public async Task RunAsync(ChatCluster cluster, Dice dice, Task lasting)
    {
        await cluster.Redis.CommandAsync("FLUSHALL");
    }
}
