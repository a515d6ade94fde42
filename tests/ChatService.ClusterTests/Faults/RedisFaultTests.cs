using System.Diagnostics;
using System.Globalization;
using ChatService.ClusterTests.Faults.Deeds;

namespace ChatService.ClusterTests.Faults;

/// <summary>Redis dies, freezes, forgets, or one node does not reach it (P5, P6).</summary>
public sealed class RedisFaultTests(SharedCluster shared, ITestOutputHelper output) : FaultTest(shared, output)
{
    // Work items that wait for a thread: tens come and go, a stall of the pool is thousands.
    private const double Stall = 500;

    [Fact]
    public async Task F03_Redis_is_killed_and_started_again()
    {
        await SufferAsync(async crowd =>
        {
            await Cluster.Redis.KillAsync();
            await Nodes[0].SaysAsync("degraded");
            await crowd.EveryoneSpeaksAsync();
            await Cluster.Redis.StartAgainAsync();
        });
    }

    [Fact]
    public async Task F04_Redis_freezes_and_nobody_waits_for_it()
    {
        await SufferAsync(async crowd =>
        {
            await using var tabs = await Tabs.OpenAsync(Nodes[0].Url, Nodes[0].Url, Nodes[1].Url);
            await DuringAsync(new RedisFrozen(), Lasting(6, 10), async () =>
            {
                await crowd.EveryoneSpeaksAsync();
                Say("shown on the same node", await tabs.TellAsync(0, 1));
                Say("shown on another node", await tabs.TellAsync(0, 2));
                await crowd.EveryoneSpeaksAsync();
                var waiting = await Task.WhenAll(Nodes.Select(node => node.FigureAsync("dotnet_thread_pool_queue_length")));
                Output.WriteLine($"waiting for a thread: {string.Join(", ", waiting)}");
                Assert.All(waiting, work => Assert.InRange(work, 0, Stall));
            });
        });
    }

    [Fact]
    public async Task F05_a_node_without_Redis_says_so_and_is_told_by_the_store()
    {
        await SufferAsync(async crowd =>
        {
            await using var tabs = await Tabs.OpenAsync(Victim.Url, Nodes.First(node => node != Victim).Url);
            var began = Stopwatch.GetTimestamp();
            await DuringAsync(new RedisOutOfReach(), Lasting(8, 20), async () =>
            {
                await Victim.SaysAsync("degraded");
                // Promised within 3 s.
                Say("found", Stopwatch.GetElapsedTime(began));
                Say("from the node that is cut off", await tabs.TellAsync(0, 1));
                Say("to the node that is cut off", await tabs.TellAsync(1, 0));
                await crowd.EveryoneSpeaksAsync();
            });
        });
    }

    [Fact]
    public async Task F06_Redis_ends_its_connections_and_what_was_said_meanwhile_is_told()
    {
        await SufferAsync(async crowd =>
        {
            await using var tabs = await Tabs.OpenAsync(Nodes[0].Url, Nodes[1].Url);
            for (var i = 0; i < (IsLong ? 20 : 4); i++)
            {
                await Cluster.WellAsync();
                var killed = await Cluster.Redis.CommandAsync("CLIENT", "KILL", "TYPE", i % 2 == 0 ? "pubsub" : "normal");
                Assert.True(int.Parse(killed.TrimStart(':'), CultureInfo.InvariantCulture) >= Nodes.Count, $"Redis has ended {killed} connections.");
                // No later line tells of the hole: it has to be found.
                Say("shown on another node", await tabs.TellAsync(0, 1));
            }

            await crowd.EveryoneSpeaksAsync();
        });
    }

    [Fact]
    public async Task F07_Redis_forgets_everything_and_nobody_is_missing()
    {
        await SufferAsync(async crowd =>
        {
            await using var tabs = await Tabs.OpenAsync(Nodes[0].Url, Nodes[1].Url);
            var before = await PresentAsync();
            await new RedisForgets().RunAsync(Cluster, new Dice(Seed), Task.CompletedTask);
            await crowd.EveryoneSpeaksAsync();
            Say("shown on another node", await tabs.TellAsync(0, 1));
            await crowd.MoreAsync(60);
            await Cluster.CountsAsync(Nodes.Count);
            Assert.Equal(before, await PresentAsync());
        });
    }

    private async Task<string> PresentAsync() => (string)(await Cluster.SqlAsync("SELECT coalesce(string_agg(agent_id::text, ',' ORDER BY agent_id), '') FROM agent_lease WHERE connected"))!;

    private void Say(string what, TimeSpan took) => Output.WriteLine($"{what} after {took.TotalMilliseconds:0} ms");
}
