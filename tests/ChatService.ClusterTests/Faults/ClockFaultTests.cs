using System.Globalization;
using ChatService.Contracts;

namespace ChatService.ClusterTests.Faults;

/// <summary>
/// One node's clock is wrong by five minutes and jumps: order, promises and what is signed go by the database's clock. Tokens, too: one that a skewed node has signed is as good at
/// any other node, and the five minutes of a connect token are the database's.
/// </summary>
public sealed class ClockFaultTests(SharedCluster shared, ITestOutputHelper output) : FaultTest(shared, output)
{
    private const int Target = 2;

    [Fact]
    public async Task F17_a_node_whose_clock_is_five_minutes_off_and_jumps_keeps_the_databases_time()
    {
        using var clock = new SkewedClock();
        clock.Set(TimeSpan.FromMinutes(5));
        await using var skewed = Cluster.Node(4, clock.Settings);
        await StartAsync(skewed);
        try
        {
            Cluster.Nginx.Serve([.. Nodes.Select(node => node.Url), skewed.Url]);
            await SufferAsync(async crowd =>
            {
                await using var admin = await AgentClient.LogInAsync(Nodes[0].Url, ChatHost.AdminEmail, ChatHost.AdminPassword);
                var key = $"clock-{Seed}";
                var inbox = await Cluster.OpenRoomAsync(admin, key, "manual");
                await Cluster.PromiseAsync(admin, inbox, key, Target);
                // The log-in of a node whose clock is right is good at the one whose clock is wrong.
                var (_, desk) = await admin.SeatAsync(Nodes[0], $"clock-{Seed}@example.com", inbox);
                await using var seat = desk;
                await using var agent = await desk.AlsoAtAsync(skewed.Url);
                // Ahead, then ten minutes back, then right again.
                foreach (var minutes in new[] { 5, -5, 0 })
                {
                    clock.Set(TimeSpan.FromMinutes(minutes));
                    await BelievesAsync(skewed, TimeSpan.FromMinutes(minutes));
                    await ServesAsync(skewed, key, agent, minutes);
                    await crowd.MoreAsync(30);
                }

                Cluster.Nginx.Serve([.. Nodes.Select(node => node.Url)]);
                skewed.Process.Terminate();
                Assert.Equal(0, await skewed.Process.EndedAsync());
            });
        }
        finally
        {
            Output.WriteLine(string.Join('\n', skewed.Process.Errors.Take(3)));
            Cluster.Nginx.Serve([.. Nodes.Select(node => node.Url)]);
        }

    }

    // The library makes a start about twice as dear; one that a busy machine let fail at its first write is begun again, as a service manager does.
    private static async Task StartAsync(ClusterNode node)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await node.Process.StartAsync();
                return;
            }
            catch (InvalidOperationException) when (attempt < 3)
            {
                // It has ended.
            }
        }
    }

    // Its own word for the time: the header comes from the machine's clock.
    private static Task BelievesAsync(ClusterNode node, TimeSpan skew) => Eventually.TrueAsync(async () =>
    {
        using var http = new HttpClient();
        using var answer = await http.GetAsync(new Uri(node.Url, "/health/live"));
        return answer.Headers.Date is { } date && ((date - TimeProvider.System.GetUtcNow()) - skew).Duration() < TimeSpan.FromSeconds(10);
    }, $"node {node.Number} believes that it is {skew.TotalMinutes:0} min later");

    private async Task ServesAsync(ClusterNode skewed, string key, AgentClient agent, int minutes)
    {
        using var http = new HttpClient();
        var from = await NowAsync();
        // Signed there, used elsewhere, and the other way round.
        await using var visitor = await VisitorClient.OpenAsync(http, inboxKey: key, server: skewed.Url);
        await using var other = await VisitorClient.OpenAsync(http, visitor.Session.VisitorToken, key, server: Nodes[0].Url);
        await using var back = await VisitorClient.OpenAsync(http, other.Session.VisitorToken, key, server: skewed.Url);
        await ConnectsAsync(visitor.Session.ConnectToken, Nodes[1].Url);
        await ConnectsAsync(other.Session.ConnectToken, skewed.Url);
        await using var elsewhere = await agent.AlsoAtAsync(Nodes[2].Url);

        var answered = (await visitor.StartAsync("Answered in time")).ConversationId;
        await agent.CallAsync<ConversationAnswer>("Take", new { conversationId = answered });
        await agent.SendAsync(answered, "At once");
        await using var waits = await VisitorClient.OpenAsync(http, inboxKey: key, server: skewed.Url);
        var silent = (await waits.StartAsync("Not answered")).ConversationId;
        await Eventually.TrueAsync(async () => await OneAsync<bool>($"SELECT outcome IS NOT NULL FROM sla_clock WHERE conversation_id = '{silent}'"), "the breach is recorded", TimeSpan.FromSeconds(15));
        var to = await NowAsync();

        Assert.True(await OneAsync<bool>(
            $"SELECT bool_and(created_at BETWEEN '{from:O}' AND '{to:O}') FROM message WHERE conversation_id IN ('{answered}', '{silent}')"), $"{minutes} min: a message has another time than the database had");
        Assert.True(await OneAsync<bool>(
            $"SELECT bool_and(due_at = started_at + interval '{Target} s' AND started_at BETWEEN '{from:O}' AND '{to:O}') FROM sla_clock WHERE conversation_id IN ('{answered}', '{silent}')"), $"{minutes} min: a promise is due at another time");
        // On a busy machine even this answer may be late; then it must be a breach.
        Assert.True(await OneAsync<bool>($"SELECT (outcome = 'Met') = (responded_at <= due_at) FROM sla_clock WHERE conversation_id = '{answered}'"), $"{minutes} min: met or breached by another clock");
        Assert.True(await OneAsync<bool>(
            $"SELECT wall_ms = round(extract(epoch FROM responded_at - started_at) * 1000) AND responded_at BETWEEN '{from:O}' AND '{to:O}' FROM sla_clock WHERE conversation_id = '{answered}'"), $"{minutes} min: the answer took another time");
        Assert.Equal("Breached", await OneAsync<string>($"SELECT outcome FROM sla_clock WHERE conversation_id = '{silent}'"));
        var late = Convert.ToDouble(await Cluster.SqlAsync($"SELECT extract(epoch FROM outcome_at - due_at) FROM sla_clock WHERE conversation_id = '{silent}'"), CultureInfo.InvariantCulture);
        Output.WriteLine($"{minutes,2} min: breach recorded {late * 1_000:0} ms after the due time (promise: 250 ms)");
        Assert.InRange(late, 0, 5);
    }

    private static async Task ConnectsAsync(string connectToken, Uri node)
    {
        await using var hub = HubClient.Connect(new Uri(node, $"/hubs/visitor?access_token={connectToken}"));
        await hub.StartAsync().Soon();
    }

    private async Task<DateTimeOffset> NowAsync() => new(await OneAsync<DateTime>("SELECT clock_timestamp() - interval '1 ms'"));

    private async Task<T> OneAsync<T>(string sql) => (T)(await Cluster.SqlAsync(sql))!;
}
