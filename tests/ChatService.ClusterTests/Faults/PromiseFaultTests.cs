using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using ChatService.Contracts;
using Npgsql;

namespace ChatService.ClusterTests.Faults;

/// <summary>A promise ends in exactly one of met and breached, whatever happens at its due time (P8).</summary>
public sealed class PromiseFaultTests(SharedCluster shared, ITestOutputHelper output) : FaultTest(shared, output)
{
    private const int Many = 30;

    [Fact]
    public async Task F21_an_answer_at_the_due_time_on_one_node_while_the_timer_fires_on_another_is_met_or_breached_and_never_both()
    {
        Output.WriteLine($"CHATSERVICE_FAULTS_SEED={Seed}");
        var dice = new Dice(Seed);
        await using var admin = await Cluster.AdminAsync();
        var (key, inbox) = await RoomAsync(admin, "due", seconds: 4);
        var (_, agent) = await admin.SeatAsync(Nodes[1], $"due-{Seed}@example.com", inbox);
        await using var seat = agent;
        var ids = await StartManyAsync(key, Nodes[0], Many);
        await Eventually.TrueAsync(async () => await CountAsync(ids, "conversation", "id", "assignee_id IS NOT NULL") == Many, "all of them are assigned");
        var due = await DueAsync(ids);
        var way = await WayAsync(agent, ids[0]);

        await Task.WhenAll(due.Select(async one =>
        {
            // Sent as much earlier as an answer is on its way, more or less: they are committed on both sides of the due time, and some at it.
            await UntilAsync(one.Value - (way * dice.Roll(2_000) / 1_000));
            await agent.SendAsync(one.Key, "Just in time?");
        }));

        await Eventually.TrueAsync(async () => await CountAsync(ids, "sla_clock", "conversation_id", "metric = 'FirstResponse' AND outcome IN ('Met', 'Breached')") == Many, "each has an outcome");
        Output.WriteLine($"met {await CountAsync(ids, "sla_clock", "conversation_id", "outcome = 'Met'")}, breached {await CountAsync(ids, "sla_clock", "conversation_id", "outcome = 'Breached'")}");
        Assert.Equal(0, await CountAsync(ids, "sla_clock", "conversation_id", "outcome = 'Met' AND responded_at > due_at"));
        Assert.Equal(0, await CountAsync(ids, "sla_clock", "conversation_id", "outcome = 'Breached' AND responded_at <= due_at"));
        Assert.Equal(Many, await CountAsync(ids, "logged_event", "conversation_id", "type IN ('sla_met', 'sla_breached')"));
        await Cluster.CheckAsync(Seed, []);
    }

    [Fact]
    public async Task F21_the_node_that_owns_agent_and_timers_is_killed_a_second_before_they_are_due_and_each_breach_is_recorded_once()
    {
        Output.WriteLine($"CHATSERVICE_FAULTS_SEED={Seed}");
        await using var admin = await AgentClient.LogInAsync(Nodes[0].Url, ChatHost.AdminEmail, ChatHost.AdminPassword);
        var (key, inbox) = await RoomAsync(admin, "owner", seconds: 4);
        var (_, agent) = await admin.SeatAsync(Nodes[2], $"owner-{Seed}@example.com", inbox);
        await using var seat = agent;
        var ids = await StartManyAsync(key, Nodes[2], Many);
        var due = await DueAsync(ids);

        await UntilAsync(due.Values.Min().AddSeconds(-1));
        await Nodes[2].Process.KillAsync();

        try
        {
            await Eventually.TrueAsync(async () => await CountAsync(ids, "sla_clock", "conversation_id", "metric = 'FirstResponse' AND outcome IS NOT NULL") == Many, "each breach is recorded", TimeSpan.FromSeconds(20));
        }
        finally
        {
            await Nodes[2].Process.StartAsync();
        }

        Assert.Equal(Many, await CountAsync(ids, "sla_clock", "conversation_id", "outcome = 'Breached'"));
        Assert.Equal(Many, await CountAsync(ids, "logged_event", "conversation_id", "type = 'sla_breached'"));
        var late = Convert.ToDouble(
            await Cluster.SqlAsync($"SELECT max(extract(epoch FROM outcome_at - due_at)) FROM sla_clock WHERE conversation_id = ANY ({List(ids)})"), CultureInfo.InvariantCulture);
        Output.WriteLine($"recorded at most {late:0.000} s after the due time (promise: 5 s)");
        Assert.InRange(late, 0, 10);
        await Cluster.WellAsync();
        await Cluster.CheckAsync(Seed, []);
    }

    // How long a line of this agent takes until it is acked, now.
    private static async Task<TimeSpan> WayAsync(AgentClient agent, Guid conversationId)
    {
        var times = new List<TimeSpan>();
        for (var i = 0; i < 9; i++)
        {
            var clock = Stopwatch.StartNew();
            await agent.CallAsync<SendMessageAck>("AddNote", new { conversationId, clientMessageId = Guid.NewGuid(), text = "How long does it take?" });
            times.Add(clock.Elapsed);
        }

        return times.Order().ElementAt(times.Count / 2);
    }

    private async Task<(string Key, Guid Inbox)> RoomAsync(AgentClient admin, string name, int seconds)
    {
        var key = $"{name}-{Seed}";
        var inbox = await Cluster.OpenRoomAsync(admin, key, "auto_accept");
        await Cluster.PromiseAsync(admin, inbox, key, seconds);
        return (key, inbox);
    }

    private static async Task<Guid[]> StartManyAsync(string key, ClusterNode node, int count)
    {
        using var http = new HttpClient();
        // A few at a time, so that not all of them are due at the same moment.
        var ids = new ConcurrentBag<Guid>();
        await Parallel.ForEachAsync(Enumerable.Range(0, count), new ParallelOptions { MaxDegreeOfParallelism = 3 }, async (_, _) =>
        {
            await using var visitor = await VisitorClient.OpenAsync(http, inboxKey: key, server: node.Url);
            ids.Add((await visitor.StartAsync("How long will it take?")).ConversationId);
        });
        return [.. ids];
    }

    private async Task<Dictionary<Guid, DateTimeOffset>> DueAsync(Guid[] ids)
    {
        await using var connection = new NpgsqlConnection(Cluster.Postgres.ConnectionString("chat", "Pooling=false"));
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand($"SELECT conversation_id, due_at FROM sla_clock WHERE metric = 'FirstResponse' AND conversation_id = ANY ({List(ids)})", connection);
        await using var reader = await command.ExecuteReaderAsync();
        var due = new Dictionary<Guid, DateTimeOffset>();
        while (await reader.ReadAsync())
        {
            due[reader.GetGuid(0)] = reader.GetFieldValue<DateTimeOffset>(1);
        }

        return due;
    }

    private async Task<int> CountAsync(Guid[] ids, string table, string column, string where) =>
        (int)(long)(await Cluster.SqlAsync($"SELECT count(*) FROM {table} WHERE {column} = ANY ({List(ids)}) AND {where}"))!;

    private static string List(IEnumerable<Guid> ids) => $"ARRAY['{string.Join("','", ids)}']::uuid[]";

    // The database's clock is this machine's.
    private static Task UntilAsync(DateTimeOffset moment) =>
        moment - TimeProvider.System.GetUtcNow() is { Ticks: > 0 } left ? Task.Delay(left) : Task.CompletedTask;
}
