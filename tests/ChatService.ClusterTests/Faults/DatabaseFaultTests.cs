namespace ChatService.ClusterTests.Faults;

/// <summary>PostgreSQL dies, freezes, is full, or holds a row.</summary>
public sealed class DatabaseFaultTests(SharedCluster shared, ITestOutputHelper output) : FaultTest(shared, output)
{
    [Fact]
    public async Task F08_PostgreSQL_stops_at_once_and_starts_again()
    {
        await SufferAsync(async crowd =>
        {
            await Cluster.Postgres.CrashAsync();
            await Cluster.Postgres.ResumeAsync();
            await crowd.EveryoneSpeaksAsync();
        });
    }
}
