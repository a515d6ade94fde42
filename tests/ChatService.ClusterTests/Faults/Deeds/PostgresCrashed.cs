namespace ChatService.ClusterTests.Faults.Deeds;

internal sealed class PostgresCrashed : IDeed
{
    public string Code => "F8";

    public string Name => "PostgreSQL stops at once and starts again";

    public async Task RunAsync(ChatCluster cluster, Dice dice, Task lasting)
    {
        await cluster.Postgres.CrashAsync();
        await cluster.Postgres.ResumeAsync();
    }
}
