using ChatService.ClusterTests.Faults.Deeds;

namespace ChatService.ClusterTests.Faults;

/// <summary>What an operator does on purpose, while customers write.</summary>
public sealed class RollingFaultTests(SharedCluster shared, ITestOutputHelper output) : FaultTest(shared, output)
{
    // The promise is 2 s, and the figure is printed. Asserted is what no machine excuses: as long as the shipped clients wait for one answer. Three servers start on it meanwhile.
    private static readonly TimeSpan LongestStall = TimeSpan.FromSeconds(15);

    [Fact]
    public async Task F16_all_nodes_are_restarted_one_after_the_other_and_nobody_waits_long_or_loses_anything()
    {
        await SufferAsync(async crowd =>
        {
            // A machine that is busy with something else lets everybody wait, with and without a roll.
            var before = crowd.Customers.Max(customer => customer.LongestWait);
            await new NodesRolled().RunAsync(Cluster, new Dice(Seed), Task.CompletedTask);
            await crowd.EveryoneSpeaksAsync();
            var stalls = crowd.Customers.Select(customer => customer.LongestWait).Order().ToList();
            Output.WriteLine($"longest stall of a send by customer: median {stalls[stalls.Count / 2].TotalSeconds:0.00} s, longest {stalls[^1].TotalSeconds:0.00} s (promise: 2 s; before the roll {before.TotalSeconds:0.00} s)");
            Output.WriteLine("asked to move: " + string.Join(' ', crowd.Customers.Select(customer => customer.Asked)));
            // Each was on some node when its turn came, and was told.
            Assert.All(crowd.Customers, customer => Assert.True(customer.Asked > 0, $"{customer.Name} was never asked to move"));
            Assert.InRange(stalls[^1], TimeSpan.Zero, LongestStall + (before * 3));
        });
    }
}
