using System.Diagnostics;
using ChatService.Contracts;
using ChatService.Server.Features.Conversations;
using ChatService.Server.Features.Routing;
using ChatService.Server.Platform.Errors;
using ChatService.Server.Platform.Storage;
using ChatService.Server.Tests.Messages;
using ChatService.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace ChatService.Server.Tests.Storage;

/// <summary>P2, P3, P11, F11, F19, F22, F23: what two nodes do at once to the same thing.</summary>
public sealed class TwoNodesTests
{
    [Fact]
    public async Task Two_tabs_on_two_nodes_that_start_at_once_share_one_open_conversation()
    {
        await using var nodes = TwoNodes.Open();
        for (var round = 0; round < 10; round++)
        {
            await using var first = await nodes.A.VisitorAsync();
            await using var second = await nodes.B.VisitorAsync(first.Session.VisitorToken);

            var started = await Task.WhenAll(first.StartAsync("From one tab"), second.StartAsync("From the other"));

            Assert.Equal(started[0].ConversationId, started[1].ConversationId);
            var lines = await ChatRoom.TranscriptAsync(first);
            ChatRoom.AssertWithoutGap(lines);
            Assert.Equal(["From one tab", "From the other"], lines.Where(m => m.Sender.Kind == "visitor").Select(m => m.Text).Order());
        }
    }

    [Fact]
    public async Task One_message_sent_over_two_nodes_at_once_is_one_row_and_one_seq()
    {
        await using var nodes = TwoNodes.Open();
        await using var first = await nodes.A.VisitorAsync();
        await using var second = await nodes.B.VisitorAsync(first.Session.VisitorToken);
        await first.StartAsync("Hello");
        await second.StartAsync("Hello again");
        VisitorClient[] tabs = [first, second];
        for (var round = 0; round < 10; round++)
        {
            var (id, others) = (Guid.NewGuid(), Enumerable.Range(0, 5).Select(i => tabs[i % 2].SendAsync($"other {i}")).ToList());
            var acks = await Task.WhenAll(Enumerable.Range(0, 10).Select(i => tabs[i % 2].SendAsync("Only once", id)));
            await Task.WhenAll(others);
            Assert.Single(acks.Select(a => a.Seq).Distinct());
            Assert.Single(acks, a => !a.Duplicate);
        }

        var lines = await ChatRoom.TranscriptAsync(first);
        ChatRoom.AssertWithoutGap(lines);
        Assert.Equal(10, lines.Count(l => l.Text == "Only once"));
        Assert.Equal(50, lines.Count(l => l.Text.StartsWith("other", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Of_two_agents_who_take_at_once_on_two_nodes_one_wins()
    {
        await using var nodes = TwoNodes.Open();
        await using var admin = await nodes.A.AdminAsync();
        await using var ann = await nodes.A.HireAsync(admin, "ann@example.com");
        // A node that has read the agents before reads them again when they change; this one starts after.
        await using var third = nodes.Start();
        await using var bob = await third.HireAsync(admin, "bob@example.com");
        for (var round = 0; round < 8; round++)
        {
            await using var visitor = await nodes.B.VisitorAsync();
            var id = (await visitor.StartAsync("Hello")).ConversationId;
            var takes = await Task.WhenAll(CodeAsync(ann, id), CodeAsync(bob, id));
            Assert.Single(takes, code => code is null);
            Assert.Single(takes, code => code == "conflict");
        }

        static async Task<string?> CodeAsync(AgentClient agent, Guid conversationId)
        {
            try
            {
                await agent.CallAsync<ConversationAnswer>("Take", new { conversationId });
                return null;
            }
            catch (Microsoft.AspNetCore.SignalR.HubException refused)
            {
                return Refused.CodeOf(refused);
            }
        }
    }

    [Fact]
    public async Task Plans_of_two_nodes_at_once_ask_an_agent_about_one_conversation()
    {
        await using var nodes = TwoNodes.Open();
        await using (var admin = await nodes.A.AdminAsync())
        {
            await admin.HireAsync("ann@example.com", capacity: 3);
        }

        // No offer runs out while this is looked at. The planners start after that, so they know it.
        await nodes.SqlAsync("UPDATE inbox SET routing = '{\"offerTimeoutSeconds\":120}'");
        await nodes.A.DisposeAsync();
        await nodes.B.DisposeAsync();
        await using var first = nodes.Start();
        await using var second = nodes.Start();
        ChatHost[] planners = [first, second];
        await using var ann = await AgentClient.LogInAsync(first.Url, "ann@example.com", Staff.Password);
        await ann.StatusAsync("available");
        var visitors = new List<VisitorClient>();
        for (var i = 0; i < 8; i++)
        {
            visitors.Add(await planners[i % 2].VisitorAsync());
        }

        await Task.WhenAll(visitors.Select(v => v.StartAsync("Hello")));
        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => planners[i % 2].Services.GetRequiredService<QueueDrain>().RunAsync(CancellationToken.None))).Soon();

        Assert.Equal(0L, await nodes.SqlAsync("SELECT count(*) FROM (SELECT 1 FROM offer WHERE state = 'Open' GROUP BY agent_id HAVING count(*) > 1) t"));
        Assert.Equal(1L, await nodes.SqlAsync("SELECT count(*) FROM offer WHERE state = 'Open'"));
        Assert.Equal(1L, await nodes.SqlAsync("SELECT count(*) FROM offer"));
        foreach (var visitor in visitors)
        {
            await visitor.DisposeAsync();
        }
    }

    [Fact]
    public async Task A_conversation_that_somebody_holds_waits_alone_and_in_its_order()
    {
        await using var nodes = TwoNodes.Open();
        await using var held = await nodes.A.VisitorAsync();
        await held.StartAsync("Hello");
        var others = new List<VisitorClient>();
        for (var i = 0; i < 12; i++)
        {
            others.Add(await nodes.A.VisitorAsync());
            await others[i].StartAsync("Hello");
        }

        List<Task<SendMessageAck>> waiting;
        await using (var connection = new NpgsqlConnection(nodes.Postgres))
        {
            await connection.OpenAsync(TestContext.Current.CancellationToken);
            await using var transaction = await connection.BeginTransactionAsync(TestContext.Current.CancellationToken);
            await using var hold = new NpgsqlCommand("SELECT 1 FROM conversation WHERE id = $1 FOR UPDATE", connection, transaction) { Parameters = { new() { Value = held.ConversationId } } };
            await hold.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);

            waiting = [.. Enumerable.Range(0, 5).Select(i => held.SendAsync($"held {i}"))];
            var clock = Stopwatch.StartNew();
            for (var round = 0; round < 5; round++)
            {
                await Task.WhenAll(others.Select(o => o.SendAsync("free")));
            }

            Assert.True(clock.Elapsed < TimeSpan.FromSeconds(2), $"the others took {clock.Elapsed}");
            Assert.DoesNotContain(waiting, w => w.IsCompleted);
            await transaction.CommitAsync(TestContext.Current.CancellationToken);
        }

        await Task.WhenAll(waiting).Soon();
        Assert.Equal(Enumerable.Range(0, 5).Select(i => $"held {i}"), (await ChatRoom.TranscriptAsync(held)).Select(l => l.Text).Where(t => t.StartsWith("held", StringComparison.Ordinal)));
        foreach (var other in others)
        {
            await other.DisposeAsync();
        }
    }

    [Fact]
    public async Task What_is_held_too_long_is_refused_as_retryable_in_time()
    {
        await using var nodes = TwoNodes.Open();
        await using var held = await nodes.A.VisitorAsync();
        await held.StartAsync("Hello");
        await using var connection = new NpgsqlConnection(nodes.Postgres);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await using var hold = new NpgsqlCommand("SELECT 1 FROM conversation WHERE id = $1 FOR UPDATE", connection, transaction) { Parameters = { new() { Value = held.ConversationId } } };
        await hold.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);

        var clock = Stopwatch.StartNew();
        Assert.Equal("unavailable", await held.SendAsync("held").RefusalAsync());
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(6), $"refused after {clock.Elapsed}");

        await transaction.RollbackAsync(TestContext.Current.CancellationToken);
        await held.SendAsync("free again");
        Assert.DoesNotContain(await ChatRoom.TranscriptAsync(held), l => l.Text == "held");
    }

    [Fact]
    public async Task A_lost_race_over_an_agents_status_runs_again()
    {
        await using var nodes = TwoNodes.Open();
        await using var onA = await nodes.A.AdminAsync();
        await using var onB = await nodes.B.AdminAsync();
        AgentClient[] tabs = [onA, onB];

        await Task.WhenAll(Enumerable.Range(0, 12).Select(i => tabs[i % 2].StatusAsync(i % 3 == 0 ? "away" : "available")));

        Assert.Equal(12, await nodes.SqlAsync("SELECT version FROM agent_status"));
    }

    [Fact]
    public async Task Three_nodes_that_start_at_once_on_an_empty_database_make_its_first_rows_once()
    {
        using var directory = new TempDirectory();
        var settings = new Dictionary<string, string> { ["ConnectionStrings:Postgres"] = TestStore.AlwaysPostgres(directory.Path) };
        var hosts = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => ChatHost.Start(directory.Path, settings: settings)))).Soon();
        try
        {
            foreach (var table in new[] { "agent", "team", "inbox", "data_key", "sla_policy" })
            {
                Assert.Equal((table, 1L), (table, await TestStore.ExecuteAsync(directory.Path, $"SELECT count(*) FROM {table}")));
            }

            Assert.Equal((long)Migrator.Scripts("postgres").Count, await TestStore.ExecuteAsync(directory.Path, "SELECT count(*) FROM schema_version"));
            // What one of them signed the others read.
            await using var visitor = await hosts[0].VisitorAsync();
            var started = await visitor.StartAsync("Hello");
            await using var elsewhere = await hosts[2].VisitorAsync(visitor.Session.VisitorToken);
            Assert.Equal(started.ConversationId, elsewhere.Session.Conversation?.ConversationId);
        }
        finally
        {
            foreach (var host in hosts)
            {
                await host.DisposeAsync();
            }
        }
    }
}
