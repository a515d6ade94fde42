using System.Net;
using ChatService.ClusterTests.Faults.Deeds;

namespace ChatService.ClusterTests.Faults;

/// <summary>The balancer changes its mind or dies, and many clients come back at once.</summary>
public sealed class BalancerFaultTests(SharedCluster shared, ITestOutputHelper output) : FaultTest(shared, output)
{
    private const int Light = 150;
    private const int AtATime = 6;

    // The promise.
    private static readonly TimeSpan AllWithin = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task F15_the_balancer_takes_a_node_out_and_is_killed_and_nothing_is_lost()
    {
        var dice = new Dice(Seed);
        await SufferAsync(async crowd =>
        {
            await new BalancerReloaded().RunAsync(Cluster, dice, Task.Delay(TimeSpan.FromSeconds(1)));
            await crowd.EveryoneSpeaksAsync();
            await new BalancerKilled().RunAsync(Cluster, dice, Task.Delay(TimeSpan.FromSeconds(1)));
            await crowd.EveryoneSpeaksAsync();
        });
    }

    [Fact]
    public async Task F18_everybody_reconnects_at_once_and_is_whole_again_within_30_seconds()
    {
        var dice = new Dice(Seed);
        await SufferAsync(async _ =>
        {
            using var http = new HttpClient();
            await using var admin = await Cluster.AdminAsync();
            var key = $"light-{Seed}";
            await Cluster.OpenRoomAsync(admin, key, "manual");
            await using var tabs = new Onlookers(Cluster, http, key, dice);
            await tabs.OpenAsync(Light);

            await Cluster.Nginx.KillAsync();
            await tabs.AllCutAsync();
            // Each has something to come back for.
            await tabs.SayElsewhereAsync();
            await Cluster.Nginx.StartAgainAsync();
            var waits = await tabs.AllBackAsync(AllWithin * 2);

            Output.WriteLine($"{Light} reconnects: half within {waits[Light / 2].TotalSeconds:0.0} s, all within {waits[^1].TotalSeconds:0.0} s (promise: {AllWithin.TotalSeconds:0} s)");
            Assert.InRange(waits[^1], TimeSpan.Zero, AllWithin);
        }, customers: 3);
    }

    // nginx by itself lets one request at a time, and one socket a second, in to a node that was away, until one has ended well there (deploy/nginx/chatservice.conf).
    [Fact]
    public async Task Nodes_that_were_away_take_all_that_come_when_they_are_back()
    {
        using var http = new HttpClient();
        await Cluster.WellAsync();
        await using var admin = await Cluster.AdminAsync();
        var key = $"away-{Seed}";
        await Cluster.OpenRoomAsync(admin, key, "manual");
        await using var tabs = new Onlookers(Cluster, http, key, new Dice(Seed));

        foreach (var node in Nodes)
        {
            // The node with the fewest sockets is tried first, and that is the one which is not there.
            await WithoutAsync([node], () => tabs.OpenAsync(AtATime));
        }

        await WithoutAsync(Nodes, () => Task.WhenAll(Enumerable.Range(0, Light / 3).Select(async _ =>
        {
            using var answer = await http.GetAsync(new Uri(Cluster.Url, "health/live"));
            Assert.Equal(HttpStatusCode.BadGateway, answer.StatusCode);
        })));

        await tabs.OpenAsync(Light / 3);
        await Cluster.WellAsync();
    }

    private static async Task WithoutAsync(IReadOnlyCollection<ClusterNode> nodes, Func<Task> meanwhile)
    {
        await Task.WhenAll(nodes.Select(node => node.Process.KillAsync()));
        await meanwhile();
        await Task.WhenAll(nodes.Select(node => node.Process.StartAsync()));
    }
}
