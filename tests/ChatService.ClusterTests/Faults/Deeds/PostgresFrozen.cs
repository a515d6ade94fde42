namespace ChatService.ClusterTests.Faults.Deeds;

internal sealed class PostgresFrozen : IDeed
{
    public string Code => "F9";

    public string Name => "freeze PostgreSQL";

    public async Task RunAsync(ChatCluster cluster, Dice dice, Task lasting)
    {
        await cluster.Postgres.FreezeAsync();
        try
        {
            await lasting;
        }
        finally
        {
            await cluster.Postgres.ThawAsync();
        }
    }
}
