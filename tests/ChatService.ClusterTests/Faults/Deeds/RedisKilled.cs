namespace ChatService.ClusterTests.Faults.Deeds;

internal sealed class RedisKilled : IDeed
{
    public string Code => "F3";

    public string Name => "kill Redis, start it again";

    public async Task RunAsync(ChatCluster cluster, Dice dice, Task lasting)
    {
        await cluster.Redis.KillAsync();
        await lasting;
        await cluster.Redis.StartAgainAsync();
    }
}
