using System.Diagnostics;
using ChatService.ClusterTests.Faults.Deeds;

namespace ChatService.ClusterTests.Faults;

/// <summary>Redis is well and what goes through it is not (P2, P4, P5).</summary>
public sealed class BackplaneFaultTests(SharedCluster shared, ITestOutputHelper output) : FaultTest(shared, output)
{
    private const int Pairs = 8;
    private const int LinesEach = 20;

    // The promise is 2 s without a reload, and the figure is printed; the rest is room for a busy machine.
    private static readonly TimeSpan HealedWithin = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task F20_a_backplane_that_shuffles_drops_and_doubles_leaves_no_hole_and_no_double()
    {
        await SufferAsync(async crowd =>
        {
            var mischief = PushesMangled.Begin(Cluster, new Dice(Seed));
            try
            {
                await crowd.MoreAsync(60);
                var waits = (await Task.WhenAll(Enumerable.Range(0, Pairs).Select(ShowAsync))).SelectMany(each => each).Order().ToList();
                Output.WriteLine($"{mischief.Dropped} frames dropped, {mischief.Doubled} doubled, {mischief.Shuffled} held back; a line of another node was shown within "
                    + $"{waits[waits.Count / 2].TotalMilliseconds:0} ms (median), {waits[^1].TotalMilliseconds:0} ms (longest; promise 2 s)");
                Assert.True(mischief.Dropped > 0 && mischief.Doubled > 0 && mischief.Shuffled > 0);
                Assert.InRange(waits[^1], TimeSpan.Zero, HealedWithin);
            }
            finally
            {
                PushesMangled.End(Cluster);
            }
        }, customers: 6);
    }

    // One customer with two devices at two nodes. The second shows each line before the next one is written, so no later line tells it of a hole: pushes and healing alone.
    private async Task<List<TimeSpan>> ShowAsync(int number)
    {
        using var http = new HttpClient();
        await using var writes = await VisitorClient.OpenAsync(http, server: Nodes[number % Nodes.Count].Url);
        await using var reads = await VisitorClient.OpenAsync(http, writes.Session.VisitorToken, server: Nodes[(number + 1) % Nodes.Count].Url);
        await writes.StartAsync("From the first device");
        var waits = new List<TimeSpan>();
        for (var line = 0; line < LinesEach; line++)
        {
            var clientMessageId = Guid.NewGuid();
            var sentAt = Stopwatch.GetTimestamp();
            await writes.SendAsync("One more", clientMessageId);
            await reads.Messages.First(message => message.ClientMessageId == clientMessageId);
            waits.Add(Stopwatch.GetElapsedTime(sentAt));
        }

        return waits;
    }
}
