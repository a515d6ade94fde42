
namespace ChatService.ClusterTests.Faults.Deeds;

internal sealed class RedisHangsUp : IDeed
{
    public string Code => "F6";

    public string Name => "Redis ends its connections";

    public async Task RunAsync(ChatCluster cluster, Dice dice, Task lasting)
    {
        using var again = new PeriodicTimer(TimeSpan.FromSeconds(1));
        do
        {
            await cluster.Redis.CommandAsync("CLIENT", "KILL", "TYPE", dice.Roll(2) == 0 ? "pubsub" : "normal");
        }
        while (await again.WaitForNextTickAsync() && !lasting.IsCompleted);
    }
}
