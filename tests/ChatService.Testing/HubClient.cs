using System.Net;
using System.Net.WebSockets;
using ChatService.Realtime;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.AspNetCore.SignalR.Protocol;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace ChatService.Testing;

/// <summary>Builds official SignalR connections over a plain WebSocket.</summary>
public static class HubClient
{
    /// <summary>A connection to a hub; headers and the query string carry the credentials.</summary>
    public static HubConnection Connect(Uri url, IReadOnlyDictionary<string, string>? headers = null, HubWire? wire = null)
    {
        var builder = new HubConnectionBuilder();
        _ = (wire ?? HubWires.Usual) == HubWire.Json ? builder.AddJsonProtocol() : builder.AddMessagePackProtocol();
        builder.Services.RemoveAll<IConnectionFactory>();
        builder.Services.AddSingleton<IConnectionFactory>(s => new WebSocketFactory(headers ?? new Dictionary<string, string>(), s.GetRequiredService<IHubProtocol>().TransferFormat));
        builder.Services.AddSingleton<EndPoint>(new UriEndPoint(url));
        var connection = builder.Build();
        connection.ServerTimeout = TimeSpan.FromMinutes(5);
        return connection;
    }

    private sealed class WebSocketFactory(IReadOnlyDictionary<string, string> headers, TransferFormat format) : IConnectionFactory
    {
        public async ValueTask<ConnectionContext> ConnectAsync(EndPoint endpoint, CancellationToken cancellationToken = default)
        {
            var url = ((UriEndPoint)endpoint).Uri;
            var socket = new ClientWebSocket();
            foreach (var (name, value) in headers)
            {
                socket.Options.SetRequestHeader(name, value);
            }

            var target = new UriBuilder(url) { Scheme = url.Scheme == "https" ? "wss" : "ws" }.Uri;
            await socket.ConnectAsync(target, cancellationToken);
            return new WebSocketConnection(socket, format);
        }
    }
}
