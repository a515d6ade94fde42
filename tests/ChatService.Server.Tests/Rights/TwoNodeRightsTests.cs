using ChatService.Contracts;
using ChatService.Realtime;
using ChatService.Server.Features.Inboxes;
using ChatService.Server.Tests.Storage;
using ChatService.Testing;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;

namespace ChatService.Server.Tests.Rights;

/// <summary>A right that ends on one node ends what it gave on every other.</summary>
public sealed class TwoNodeRightsTests
{
    [Fact]
    public async Task An_inbox_that_is_taken_away_on_one_node_is_silent_on_the_other()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var nodes = await OpenAsync(redis);
        await using var admin = await nodes.A.AdminAsync();
        await using var scene = await RightsScene.SetAsync(nodes.A, admin, nodes.B);
        var agent = await scene.HireAsync(new { teamIds = new[] { scene.Alpha } });
        await scene.CustomerWritesAsync(agent);
        var cut = ClosedOf(agent.Hub);

        await scene.PutAsync($"/api/inboxes/{scene.InboxId}", new { teamIds = new[] { scene.Beta }, version = await scene.VersionAsync("/api/inboxes", scene.InboxId) });
        await cut.Soon("the end of the connection");
        var again = await scene.ConnectAsync();
        await scene.SayEverythingAsync();

        Assert.DoesNotContain(scene.Secret, await RightsScene.HeardAsync(agent), StringComparison.Ordinal);
        Assert.DoesNotContain(scene.Secret, await RightsScene.HeardAsync(again), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_conversation_that_is_passed_on_at_one_node_is_no_longer_watched_at_the_other()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var nodes = await OpenAsync(redis);
        await using var admin = await nodes.A.AdminAsync();
        await using var scene = await RightsScene.SetAsync(nodes.A, admin, nodes.B);
        var agent = await scene.HireAsync(new { teamIds = new[] { scene.Beta } });
        var ended = new TaskCompletionSource<WatchEnded>(TaskCreationOptions.RunContinuationsAsynchronously);
        agent.Hub.On<WatchEnded>("WatchEnded", ended.SetResult);
        await scene.CustomerWritesAsync();
        await agent.StatusAsync("available");
        await admin.CallAsync<StateAnswer>("Transfer", new { conversationId = scene.Visitor.ConversationId, agentId = scene.AgentId });
        await agent.StatusAsync("away");
        await agent.CallAsync<Empty>("Watch", new { conversationId = scene.Visitor.ConversationId });

        await admin.CallAsync<StateAnswer>("Transfer", new { conversationId = scene.Visitor.ConversationId, teamId = scene.Alpha });
        await ended.Task.Soon("the end of the watch");
        await scene.SayEverythingAsync();

        Assert.DoesNotContain(scene.Secret, await RightsScene.HeardAsync(agent), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_an_agent_of_the_other_node_was_offered_or_serves_ends_with_the_right()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var nodes = await OpenAsync(redis);
        await using var admin = await nodes.A.AdminAsync();
        await using var scene = await RightsScene.SetAsync(nodes.A, admin, nodes.B);
        await scene.AskSlowlyAsync();
        var agent = await scene.HireAsync(new { teamIds = new[] { scene.Alpha } });
        await scene.CustomerWritesAsync();
        var served = scene.Visitor.ConversationId;
        await agent.CallAsync<ConversationAnswer>("Take", new { conversationId = served });
        await agent.StatusAsync("available");
        await scene.CustomerWritesAsync();
        var offer = await agent.Offers.First(made => made.ConversationId == scene.Visitor.ConversationId);

        await scene.PutAsync($"/api/inboxes/{scene.InboxId}", new { teamIds = new[] { scene.Beta }, version = await scene.VersionAsync("/api/inboxes", scene.InboxId) });

        await admin.Rows.First(row => row.ConversationId == served && row is { State: "queued", Assignee: null });
        await admin.Rows.First(row => row.ConversationId == offer.ConversationId && row.State == "queued");
        await scene.SayEverythingAsync();
        Assert.DoesNotContain(scene.Secret, await RightsScene.HeardAsync(agent), StringComparison.Ordinal);
        var again = await scene.ConnectAsync();
        Assert.Equal("offer_ended", await again.CallAsync<ConversationAnswer>("AcceptOffer", new { offerId = offer.OfferId }).RefusalAsync());
        Assert.Equal("not_found", await again.SendAsync(served, "Still me").RefusalAsync());
    }

    [Fact]
    public async Task Visitors_of_an_inbox_that_is_disabled_on_one_node_are_cut_at_the_other()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var nodes = await OpenAsync(redis);
        await using var admin = await nodes.A.AdminAsync();
        await using var scene = await RightsScene.SetAsync(nodes.A, admin, nodes.B);
        await scene.CustomerWritesAsync();
        await scene.KnownAsync(services => services.GetRequiredService<InboxDirectory>().Find(scene.InboxId) is not null);
        await using var there = await VisitorClient.OpenAsync(nodes.B.Http, inboxKey: scene.InboxKey);
        var cut = ClosedOf(there.Hub);

        await scene.DeleteAsync($"/api/inboxes/{scene.InboxId}");

        Assert.Equal("inbox_unknown", (await there.Closed.First(_ => true)).Code);
        await cut.Soon("the end of the connection");
    }

    private static async Task<TwoNodes> OpenAsync(RedisServer redis)
    {
        var nodes = TwoNodes.Open(new Dictionary<string, string> { ["ConnectionStrings:Redis"] = redis.ConnectionString });
        await nodes.A.Services.GetRequiredService<INodeBus>().ForStateAsync(NodeBusState.Connected);
        await nodes.B.Services.GetRequiredService<INodeBus>().ForStateAsync(NodeBusState.Connected);
        return nodes;
    }

    private static Task ClosedOf(HubConnection hub)
    {
        var closed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        hub.Closed += _ =>
        {
            closed.TrySetResult();
            return Task.CompletedTask;
        };
        return closed.Task;
    }
}
