namespace ChatService.ClusterTests.Faults;

/// <summary>Version N beside N+1 (P10). The next release is played by the test; that today's release reads what earlier ones wrote is shown by the tests of released databases.</summary>
public sealed class ReleaseFaultTests(SharedCluster shared, ITestOutputHelper output) : FaultTest(shared, output)
{
    [Fact]
    public async Task F24_todays_nodes_go_on_beside_a_newer_release_and_can_be_restarted()
    {
        var next = new NextRelease(Cluster);
        try
        {
            await SufferAsync(async crowd =>
            {
                await next.MigrateAsync();
                await next.SpeakAsync();
                foreach (var customer in crowd.Customers.Where(customer => customer.Place is not null))
                {
                    await next.WriteAsync(customer.Place!.Value.Conversation);
                }

                await crowd.EveryoneSpeaksAsync();
                foreach (var node in Nodes)
                {
                    await node.RestartAsync();
                    await next.SpeakAsync();
                    await node.SaysAsync("ready");
                }

                await crowd.EveryoneSpeaksAsync();
                // A timer of a kind that nobody here knows is left for who does.
                Assert.Equal(0L, await Cluster.SqlAsync("SELECT count(*) FROM durable_timer WHERE kind = 'mood_swing' AND state <> 'Armed'"));
                Assert.NotEqual(0L, await Cluster.SqlAsync("SELECT count(*) FROM conversation WHERE mood = 'glad'"));
            });

            // A release that says nothing of the kind is one that today's programs must keep away from.
            await next.MigrateBeyondAsync();
            await using var late = Cluster.Node(5);
            var refused = await Assert.ThrowsAsync<InvalidOperationException>(late.Process.StartAsync);
            Assert.Contains("newer than this program", refused.Message, StringComparison.Ordinal);
            await next.MigrateBackAsync();
        }
        finally
        {
            await next.LeaveAsync();
        }
    }
}
