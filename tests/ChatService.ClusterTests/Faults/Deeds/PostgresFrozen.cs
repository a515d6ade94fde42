namespace ChatService.ClusterTests.Faults.Deeds;

internal sealed class PostgresFrozen : IDeed
{
    public string Code => "F9";

    public string Name => "freeze PostgreSQL";

    public async Task RunAsync(ChatCluster cluster, Dice dice, TimeSpan duration)
    {
        await cluster.Postgres.FreezeAsync();
        try
        {
            await Task.Delay(duration);
        }
        finally
        {
            await cluster.Postgres.ThawAsync();
        }
    }
}
