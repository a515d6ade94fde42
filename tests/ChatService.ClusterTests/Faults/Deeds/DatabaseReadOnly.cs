namespace ChatService.ClusterTests.Faults.Deeds;

internal sealed class DatabaseReadOnly : IDeed
{
    public string Code => "F12";

    public string Name => "a read-only database";

    public async Task RunAsync(ChatCluster cluster, Dice dice, Task lasting)
    {
        await cluster.Postgres.ExecuteAsync("ALTER SYSTEM SET default_transaction_read_only = on");
        await cluster.Postgres.ExecuteAsync("SELECT pg_reload_conf()");
        try
        {
            await lasting;
        }
        finally
        {
            await cluster.Postgres.ExecuteAsync("ALTER SYSTEM RESET default_transaction_read_only");
            await cluster.Postgres.ExecuteAsync("SELECT pg_reload_conf()");
        }
    }
}
