using System.Collections.Concurrent;
using System.Security.Claims;
using ChatService.Realtime.Connections;
using ChatService.Realtime.Nodes;
using ChatService.Testing;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ChatService.Realtime.Tests.Kit;

/// <summary>A node with one hub, without a web server: the real dispatcher, the real protocols, connections in memory.</summary>
internal sealed class TestNode : IAsyncDisposable
{
    private readonly ServiceProvider services;
    private readonly ConcurrentBag<Task> servings = [];
    private int connections;

    private TestNode(ServiceProvider services, string id)
    {
        this.services = services;
        Id = id;
    }

    public string Id { get; }

    /// <summary>What the official clients that connect here speak.</summary>
    public HubWire Speaks { get; init; }

    public ErrorWatch Log { get; private init; } = new();

    public HubLifetimeManager<TestHub> Hub => services.GetRequiredService<HubLifetimeManager<TestHub>>();

    public ConnectionTable Table => ((ChatHubLifetimeManager<TestHub>)Hub).Table;

    public INodeBus Bus => services.GetRequiredService<INodeBus>();

    public Task JoinAsync(string connectionId, string group) => Hub.AddToGroupAsync(connectionId, group).Soon();

    public Task LeaveAsync(string connectionId, string group) => Hub.RemoveFromGroupAsync(connectionId, group).Soon();

    public Task SayAllAsync(string text, params string[] except) => Hub.SendAllExceptAsync(TestClient.Said, [text], except).Soon();

    public Task SayGroupsAsync(string[] groups, string text) => Hub.SendGroupsAsync(groups, TestClient.Said, [text]).Soon();

    public Task SayGroupAsync(string group, string text, params string[] except) =>
        (except.Length == 0 ? Hub.SendGroupAsync(group, TestClient.Said, [text]) : Hub.SendGroupExceptAsync(group, TestClient.Said, [text], except)).Soon();

    public Task SayUsersAsync(string[] users, string text) =>
        (users.Length == 1 ? Hub.SendUserAsync(users[0], TestClient.Said, [text]) : Hub.SendUsersAsync(users, TestClient.Said, [text])).Soon();

    public Task SayConnectionsAsync(string[] connections, string text) =>
        (connections.Length == 1 ? Hub.SendConnectionAsync(connections[0], TestClient.Said, [text]) : Hub.SendConnectionsAsync(connections, TestClient.Said, [text])).Soon();

    public Task<T> AskAsync<T>(string connectionId, string method, params object?[] arguments) =>
        Hub.InvokeConnectionAsync<T>(connectionId, method, arguments, CancellationToken.None).Soon();

    public T Get<T>()
        where T : notnull => services.GetRequiredService<T>();

    /// <summary>Starts one; alone without a wire.</summary>
    public static async Task<TestNode> StartAsync(
        string id, Func<IServiceProvider, IBackplane>? wire = null, Action<RealtimeOptions>? tune = null, TimeProvider? time = null, HubWire speaks = HubWire.Json,
        byte[]? key = null)
    {
        var log = new ErrorWatch();
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.AddProvider(log));
        services.AddSingleton(time ?? TimeProvider.System);
        services.AddSingleton<Arrivals>();
        services.AddSignalR(hubs => hubs.MaximumParallelInvocationsPerClient = 4).AddMessagePackProtocol();
        services.AddChatRealtime(options =>
        {
            options.NodeId = id;
            options.SocketClock = time ?? TimeProvider.System;
            options.LowPriority.Add("Typing");
            tune?.Invoke(options);
        });
        services.AddSingleton(new FrameKey { Bytes = key });
        if (wire is not null)
        {
            services.AddNodeLink(wire);
        }

        var node = new TestNode(services.BuildServiceProvider(), id) { Log = log, Speaks = speaks };
        _ = node.Hub;
        if (node.Bus is NodeLink link)
        {
            await link.StartAsync(CancellationToken.None);
        }

        return node;
    }

    /// <summary>The official client.</summary>
    public async Task<TestClient> ConnectAsync(string? user = null)
    {
        var (id, server, client) = Wire(user, serverBuffer: 64 * 1024);
        var serving = ServeAsync(server);
        var connected = await TestClient.ConnectAsync(client, id, serving, Speaks);
        await Get<Arrivals>().Of(id).Task.Soon("the connection's arrival");
        return connected;
    }

    /// <summary>One that shakes hands and from then on reads only what a test reads.</summary>
    public async Task<RawClient> ConnectRawAsync(string? user = null, int serverBuffer = 1_024)
    {
        var (id, server, client) = Wire(user, serverBuffer);
        var raw = new RawClient(client, id, ServeAsync(server));
        await raw.ShakeHandsAsync();
        await Get<Arrivals>().Of(id).Task.Soon("the connection's arrival");
        return raw;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var connection in Table.All)
        {
            connection.Context.Abort();
        }

        await Task.WhenAll(servings).Soon("the end of every connection");
        await services.DisposeAsync();
        Log.Verify();
    }

    private (string Id, DefaultConnectionContext Server, Duplex Client) Wire(string? user, int serverBuffer)
    {
        var id = $"{Id}-{Interlocked.Increment(ref connections)}";
        var (server, client) = Duplex.Pair(serverBuffer);
        var context = new DefaultConnectionContext(id, server, client);
        context.Features.Set<IConnectionUserFeature>(context);
        context.User = new ClaimsPrincipal(new ClaimsIdentity(user is null ? [] : [new Claim(ClaimTypes.NameIdentifier, user)]));

        // As a transport does when it is told to let go: the client's socket is gone.
        context.ConnectionClosed.Register(() => client.Input.Complete());
        return (id, context, client);
    }

    private Task ServeAsync(ConnectionContext connection)
    {
        var handler = ActivatorUtilities.CreateInstance<HubConnectionHandler<TestHub>>(services);
        var serving = Task.Run(async () =>
        {
            await handler.OnConnectedAsync(connection);
            await connection.Transport.Output.CompleteAsync();
            await connection.Transport.Input.CompleteAsync();
        });
        servings.Add(serving);
        return serving;
    }
}
