using ChatService.Contracts;
using ChatService.Realtime;
using ChatService.Server.Gateway;
using ChatService.Testing;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection;

namespace ChatService.Server.Tests.Connections;

/// <summary>Two whole servers that share a Redis and a database: the database holds the key that signs what they tell each other.</summary>
public sealed class TwoNodesTests
{
    [Fact]
    public async Task What_one_server_tells_supervisors_is_heard_by_those_on_the_other()
    {
        await using var redis = await RedisServer.StartAsync();
        using var store = new TempDirectory();
        await using var one = await StartAsync(redis, store);
        await using var other = await StartAsync(redis, store);
        await using var supervisor = await other.AdminAsync();
        await using var neighbour = await one.AdminAsync();
        await Task.WhenAll(InAsync(supervisor), InAsync(neighbour));

        var breach = new SlaBreached(Guid.NewGuid(), "first_response", DateTimeOffset.UnixEpoch, null, null);
        await one.Services.GetRequiredService<IHubContext<AgentHub, IAgentClient>>().Clients.Group(Audiences.Supervisors).SlaBreached(breach);

        Assert.Equal(breach, await supervisor.Breaches.First(heard => heard.ConversationId == breach.ConversationId));
        Assert.Equal(breach, await neighbour.Breaches.First(heard => heard.ConversationId == breach.ConversationId));
    }

    [Fact]
    public async Task A_hint_of_one_server_is_heard_by_the_other()
    {
        await using var redis = await RedisServer.StartAsync();
        using var store = new TempDirectory();
        await using var one = await StartAsync(redis, store);
        await using var other = await StartAsync(redis, store);
        var heard = new TaskCompletionSource<(string From, byte[] Payload)>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var subscription = Bus(other).Subscribe("topic", (from, payload) => heard.TrySetResult((from, payload.ToArray())));
        Bus(one).Publish("topic", new byte[] { 7 });
        var (from, payload) = await heard.Task.Soon();
        Assert.Equal(Bus(one).NodeId, from);
        Assert.Equal([7], payload);
    }

    private static async Task<ChatHost> StartAsync(RedisServer redis, TempDirectory store)
    {
        var host = ChatHost.Start(store.Path, settings: new Dictionary<string, string>
        {
            ["ConnectionStrings:Postgres"] = TestStore.AlwaysPostgres(store.Path), ["ConnectionStrings:Redis"] = redis.ConnectionString,
        });
        await Bus(host).ForStateAsync(NodeBusState.Connected);
        return host;
    }

    private static INodeBus Bus(ChatHost host) => host.Services.GetRequiredService<INodeBus>();

    // A call is answered after the connection has joined its audiences.
    private static async Task InAsync(AgentClient agent) => await agent.CallAsync<object>("SetStatus", new { status = "away" });
}
