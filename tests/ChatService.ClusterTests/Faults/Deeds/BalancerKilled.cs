namespace ChatService.ClusterTests.Faults.Deeds;

internal sealed class BalancerKilled : IDeed
{
    public string Code => "F18";

    public string Name => "nginx is killed and started again: everybody reconnects at once";

    public async Task RunAsync(ChatCluster cluster, Dice dice, Task lasting)
    {
        await cluster.Nginx.KillAsync();
        await lasting;
        await cluster.Nginx.StartAgainAsync();
    }
}
