namespace ChatService.ClusterTests.Faults.Deeds;

internal sealed class RedisFrozen : IDeed
{
    public string Code => "F4";

    public string Name => "freeze Redis";

    public async Task RunAsync(ChatCluster cluster, Dice dice, Task lasting)
    {
        cluster.Redis.Freeze();
        try
        {
            await lasting;
        }
        finally
        {
            cluster.Redis.Thaw();
        }
    }
}
