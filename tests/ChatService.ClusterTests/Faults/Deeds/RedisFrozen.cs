namespace ChatService.ClusterTests.Faults.Deeds;

internal sealed class RedisFrozen : IDeed
{
    public string Code => "F4";

    public string Name => "freeze Redis";

    public async Task RunAsync(ChatCluster cluster, Dice dice, TimeSpan duration)
    {
        cluster.Redis.Freeze();
        try
        {
            await Task.Delay(duration);
        }
        finally
        {
            cluster.Redis.Thaw();
        }
    }
}
