namespace ChatService.ClusterTests.Faults.Deeds;

/// <summary>A newer release has migrated the database and speaks on the wire between nodes; then it is rolled back.</summary>
internal sealed class NextReleaseArrived : IDeed
{
    public string Code => "F24";

    public string Name => "a newer release beside today's nodes, rolled back later";

    public async Task RunAsync(ChatCluster cluster, Dice dice, Task lasting)
    {
        var next = new NextRelease(cluster);
        try
        {
            await next.MigrateAsync();
            await next.SpeakAsync();
            await cluster.Nodes[dice.Roll(cluster.Nodes.Count)].RestartAsync();
            await lasting;
        }
        finally
        {
            await next.LeaveAsync();
        }
    }
}
