using System.Net.Http.Json;
using ChatService.Contracts;
using ChatService.Server.Features.Agents;
using ChatService.Server.Tests.Abuse;
using ChatService.Server.Tests.Storage;
using ChatService.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace ChatService.Server.Tests.Cluster;

/// <summary>What nodes must know of each other although Redis is away: nothing here has a backplane.</summary>
public sealed class NodeTests
{
    [Fact]
    public async Task A_setting_changed_on_one_node_counts_on_the_other()
    {
        await using var nodes = TwoNodes.Open();
        await using var admin = await nodes.A.AdminAsync();
        Assert.NotEmpty(nodes.B.Services.GetRequiredService<AgentDirectory>().Agents);

        var id = await admin.HireAsync("new@example.com");

        await SeenAsync(() => nodes.B.Services.GetRequiredService<AgentDirectory>().Find(id) is not null);
        await using var agent = await AgentClient.LogInAsync(nodes.B.Url, "new@example.com", Staff.Password);
    }

    [Fact]
    public async Task A_log_out_on_one_node_closes_the_socket_on_the_other()
    {
        await using var nodes = TwoNodes.Open();
        await using var here = await nodes.A.AdminAsync();
        await using var there = await here.AlsoAtAsync(nodes.B.Url);

        using var response = await here.Http.PostAsJsonAsync("/api/auth/logout", new { }, TestContext.Current.CancellationToken);

        response.EnsureSuccessStatusCode();
        Assert.Equal("session_ended", (await there.Closed.First(_ => true).Soon()).Code);
    }

    [Fact]
    public async Task A_first_verification_on_one_node_ends_the_older_token_and_its_socket_on_the_other()
    {
        await using var nodes = TwoNodes.Open();
        await using var admin = await nodes.A.AdminAsync();
        var (_, secret) = await admin.OpenInboxAsync("two-nodes");
        await KnownAsync(nodes.B, "two-nodes");
        await using var planted = await VisitorClient.OpenAsync(nodes.B.Http, null, "two-nodes");
        await planted.StartAsync("Hello");

        var proven = await nodes.A.AskAsync(
            new { inboxKey = "two-nodes", visitorToken = planted.Session.VisitorToken, identity = Sessions.Identity(secret, "customer-1", TimeProvider.System.GetUtcNow()) });

        Assert.Null(proven.Code);
        Assert.Equal("token_expired", (await planted.Closed.First(_ => true).Soon()).Code);
        Assert.Equal("token_expired", (await nodes.B.AskAsync(new { inboxKey = "two-nodes", visitorToken = planted.Session.VisitorToken })).Code);
        await using var owner = await VisitorClient.OpenAsync(nodes.B.Http, proven.Body.GetProperty("visitorToken").GetString(), "two-nodes");
        Assert.True(owner.Session.Contact.Verified);
    }

    // The other node hears of a new inbox when it reads what this one wrote.
    private static async Task KnownAsync(ChatHost node, string inboxKey)
    {
        var since = TimeProvider.System.GetTimestamp();
        while ((await node.AskAsync(new { inboxKey })).Code is not null)
        {
            Assert.True(TimeProvider.System.GetElapsedTime(since) < Limit.AtMost, "The other node has not heard of the inbox.");
        }
    }

    [Fact]
    public async Task An_agent_with_a_socket_on_each_node_is_there_until_the_last_one_closes()
    {
        await using var nodes = TwoNodes.Open();
        await using var admin = await nodes.A.AdminAsync();
        var ann = await admin.HireAsync("ann@example.com");
        var first = await AgentClient.LogInAsync(nodes.A.Url, "ann@example.com", Staff.Password);
        var second = await AgentClient.LogInAsync(nodes.B.Url, "ann@example.com", Staff.Password);
        await first.StatusAsync("available");

        await second.DisposeAsync();
        await SeenAsync(async () => await LinksAsync(nodes, ann) == 1);
        Assert.Equal("idle", (await first.StatusAsync("available")).Activity);
        await first.DisposeAsync();

        await SeenAsync(async () => await IsGoneAsync(nodes, ann));
        Assert.Equal(0, await LinksAsync(nodes, ann));
    }

    [Fact]
    public async Task The_agents_of_a_killed_node_are_found_and_a_customer_goes_to_somebody_else()
    {
        using var directory = new TempDirectory();
        await using var nodes = TwoNodes.Open(new Dictionary<string, string> { ["Presence:GraceSeconds"] = "1" });
        await using var third = new ServerProcess(directory.Path, nodes.Settings);
        await third.StartAsync();
        await using var admin = await nodes.A.AdminAsync();
        var lost = await admin.HireAsync("lost@example.com");
        await using var agent = await AgentClient.LogInAsync(third.Url, "lost@example.com", Staff.Password);
        await agent.StatusAsync("available");
        await using var visitor = await nodes.B.VisitorAsync();
        await visitor.StartAsync("Is anybody there?");
        await SeenAsync(async () => (string?)await nodes.SqlAsync($"SELECT state FROM conversation WHERE id = '{visitor.ConversationId}'") == "Offered");

        await admin.Presence.First(p => p.AgentId == lost && p.Activity == "offered").Soon();
        await third.KillAsync();

        await SeenAsync(async () => await IsGoneAsync(nodes, lost));
        await SeenAsync(() => admin.Presence.All.Last(p => p.AgentId == lost).Activity == "disconnected");
        await admin.StatusAsync("available");
        Assert.Equal(visitor.ConversationId, (await admin.Offers.First(_ => true).Soon()).ConversationId);
    }

    [Fact]
    public async Task A_node_that_was_taken_for_dead_joins_again_with_those_it_holds()
    {
        await using var nodes = TwoNodes.Open();
        await using var admin = await nodes.A.AdminAsync();
        var ann = await admin.HireAsync("ann@example.com");
        await using var agent = await AgentClient.LogInAsync(nodes.B.Url, "ann@example.com", Staff.Password);
        await agent.StatusAsync("available");

        // As another node does with one that was frozen.
        await nodes.SqlAsync($"DELETE FROM node WHERE id = (SELECT node_id FROM agent_link WHERE agent_id = '{ann}')");
        await nodes.SqlAsync($"DELETE FROM agent_link WHERE agent_id = '{ann}'");

        await SeenAsync(async () => await LinksAsync(nodes, ann) == 1);
        Assert.Equal("idle", (await agent.StatusAsync("available")).Activity);
    }

    [Fact]
    public async Task A_customer_with_a_tab_on_each_node_has_left_when_the_last_one_closes()
    {
        await using var nodes = TwoNodes.Open(new Dictionary<string, string> { ["Presence:VisitorGraceSeconds"] = "1" });
        await using var admin = await nodes.A.AdminAsync();
        var first = await nodes.A.VisitorAsync();
        var id = (await first.StartAsync("Hello")).ConversationId;
        var second = await nodes.B.VisitorAsync(first.Session.VisitorToken);
        await SeenAsync(async () => await VisitorLinksAsync(nodes) == 2);

        await first.DisposeAsync();
        await SeenAsync(async () => await VisitorLinksAsync(nodes) == 1);
        Assert.DoesNotContain(admin.Rows.All, r => r.Presence is { Online: false });
        await second.DisposeAsync();

        // Committed on the other node, and nothing carries pushes between them: the event log does.
        await admin.Rows.First(r => r.ConversationId == id && r.Presence is { Online: false });
        Assert.Equal(0, await VisitorLinksAsync(nodes));
    }

    [Fact]
    public async Task Customers_of_a_killed_node_are_unconfirmed_until_they_come_back_elsewhere()
    {
        using var directory = new TempDirectory();
        await using var nodes = TwoNodes.Open();
        await using var third = new ServerProcess(directory.Path, nodes.Settings);
        await third.StartAsync();
        using var http = new HttpClient { BaseAddress = third.Url };
        await using var visitor = await VisitorClient.OpenAsync(http);
        await visitor.StartAsync("Hello");
        await SeenAsync(async () => await VisitorLinksAsync(nodes) == 1);

        await third.KillAsync();
        await SeenAsync(async () => await VisitorLinksAsync(nodes) == 0);
        Assert.Equal(true, await nodes.SqlAsync("SELECT online_since IS NOT NULL AND left_at IS NOT NULL FROM contact"));

        await using var back = await nodes.B.VisitorAsync(visitor.Session.VisitorToken);
        await SeenAsync(async () => await VisitorLinksAsync(nodes) == 1);
        Assert.Equal(true, await nodes.SqlAsync("SELECT online_since IS NOT NULL AND left_at IS NULL FROM contact"));
        Assert.Equal(0L, await nodes.SqlAsync("SELECT count(*) FROM logged_event WHERE type LIKE 'visitor%'"));
    }

    [Fact]
    public async Task A_node_that_was_taken_for_dead_holds_its_customers_again()
    {
        await using var nodes = TwoNodes.Open();
        await using var visitor = await nodes.B.VisitorAsync();
        await visitor.StartAsync("Hello");
        await SeenAsync(async () => await VisitorLinksAsync(nodes) == 1);

        await nodes.SqlAsync("DELETE FROM node WHERE id = (SELECT node_id FROM visitor_link)");
        await nodes.SqlAsync("DELETE FROM visitor_link");

        await SeenAsync(async () => await VisitorLinksAsync(nodes) == 1);
    }

    private static async Task<long> VisitorLinksAsync(TwoNodes nodes) => (long)(await nodes.SqlAsync("SELECT count(*) FROM visitor_link"))!;

    private static async Task<long> LinksAsync(TwoNodes nodes, Guid agentId) =>
        (long)(await nodes.SqlAsync($"SELECT count(*) FROM agent_link WHERE agent_id = '{agentId}'"))!;

    private static async Task<bool> IsGoneAsync(TwoNodes nodes, Guid agentId) =>
        !(bool)(await nodes.SqlAsync($"SELECT connected FROM agent_lease WHERE agent_id = '{agentId}'"))!;

    private static Task SeenAsync(Func<bool> seen) => SeenAsync(() => Task.FromResult(seen()));

    // What is read from a table says nothing when it changes: it is looked at until it has, or the limit is over.
    private static async Task SeenAsync(Func<Task<bool>> seen)
    {
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        using var limit = new CancellationTokenSource(Limit.AtMost);
        while (!await seen())
        {
            await tick.WaitForNextTickAsync(limit.Token);
        }
    }
}
