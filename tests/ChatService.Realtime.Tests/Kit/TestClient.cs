using System.Net;
using ChatService.Testing;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;

namespace ChatService.Realtime.Tests.Kit;

/// <summary>The official client, connected to a node in memory.</summary>
internal sealed class TestClient : IAsyncDisposable
{
    public const string Said = "Said";

    private TestClient(HubConnection connection, string id, Task serving) => (Connection, Id, Serving) = (connection, id, serving);

    public HubConnection Connection { get; }

    public string Id { get; }

    /// <summary>Ends when the node has let go of the connection.</summary>
    public Task Serving { get; }

    /// <summary>What it was told, in order.</summary>
    public EventLog<string> Heard { get; } = new();

    public static async Task<TestClient> ConnectAsync(Duplex wire, string id, Task serving, HubWire speaks)
    {
        var builder = new HubConnectionBuilder();
        builder.Services.AddSingleton<IConnectionFactory>(new OneConnection(wire));
        builder.Services.AddSingleton<EndPoint>(new IPEndPoint(IPAddress.Loopback, 0));
        _ = speaks == HubWire.Json ? builder.AddJsonProtocol() : builder.AddMessagePackProtocol();
        var client = new TestClient(builder.Build(), id, serving);
        client.Connection.On<string>(Said, client.Heard.Add);
        await client.Connection.StartAsync().Soon();
        return client;
    }

    /// <summary>Waits until it was told this.</summary>
    public Task HearsAsync(string text) => Heard.First(heard => heard == text);

    /// <summary>Ends it and waits until the node has let go.</summary>
    public async Task LeaveAsync()
    {
        await Connection.StopAsync().Soon();
        await Serving.Soon();
    }

    public async ValueTask DisposeAsync() => await Connection.DisposeAsync();

    private sealed class OneConnection(Duplex wire) : IConnectionFactory
    {
        public ValueTask<ConnectionContext> ConnectAsync(EndPoint endpoint, CancellationToken cancellationToken = default) =>
            ValueTask.FromResult<ConnectionContext>(new DefaultConnectionContext("client", wire, wire));
    }
}
