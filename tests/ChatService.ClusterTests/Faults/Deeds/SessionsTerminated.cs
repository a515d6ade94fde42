
namespace ChatService.ClusterTests.Faults.Deeds;

internal sealed class SessionsTerminated : IDeed
{
    public string Code => "F10";

    public string Name => "terminate all database sessions";

    public async Task RunAsync(ChatCluster cluster, Dice dice, Task lasting)
    {
        using var again = new PeriodicTimer(TimeSpan.FromSeconds(1));
        do
        {
            await cluster.SqlAsync("SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()");
        }
        while (await again.WaitForNextTickAsync() && !lasting.IsCompleted);
    }
}
