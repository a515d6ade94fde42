namespace ChatService.ClusterTests.Faults.Deeds;

/// <summary>A node is taken out of the balancer's list and its sockets are cut with the old workers; then it is put in again.</summary>
internal sealed class BalancerReloaded : IDeed
{
    public string Code => "F15";

    public string Name => "nginx takes a node out, reloads and cuts the old workers";

    public async Task RunAsync(ChatCluster cluster, Dice dice, Task lasting)
    {
        var victim = cluster.Nodes[dice.Roll(cluster.Nodes.Count)];
        await ListAsync(cluster, [.. cluster.Nodes.Where(node => node != victim).Select(node => node.Url)]);
        await lasting;
        await ListAsync(cluster, [.. cluster.Nodes.Select(node => node.Url)]);
    }

    private static async Task ListAsync(ChatCluster cluster, IReadOnlyList<Uri> nodes)
    {
        cluster.Nginx.Serve(nodes);
        await Eventually.TrueAsync(() => cluster.Nginx.OldWorkers().Count > 0, "nginx has reloaded");
        // With 2 workers one may begin to shut down a moment after the other.
        await Eventually.TrueAsync(() =>
        {
            cluster.Nginx.CutOld();
            return cluster.Nginx.OldWorkers().Count == 0;
        }, "the old workers of nginx have ended");
    }
}
