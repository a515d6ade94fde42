using System.Net;
using System.Net.WebSockets;
using ChatService.Testing;

namespace ChatService.Server.Tests.Operations;

/// <summary>What an upgrade to a WebSocket was answered with; the open socket when it was taken.</summary>
internal sealed class Upgrade : IAsyncDisposable
{
    private readonly ClientWebSocket socket = new();

    private Upgrade()
    {
        socket.Options.CollectHttpResponseDetails = true;
    }

    public HttpStatusCode Status => socket.HttpStatusCode;

    /// <summary>Null when none was said.</summary>
    public int? RetryAfterSeconds => socket.HttpResponseHeaders?.TryGetValue("Retry-After", out var values) == true ? int.Parse(values.Single(), System.Globalization.CultureInfo.InvariantCulture) : null;

    public bool IsIn => Status == HttpStatusCode.SwitchingProtocols;

    /// <summary>Asks for a WebSocket, whatever the answer.</summary>
    public static async Task<Upgrade> TryAsync(Uri server, string pathAndQuery, params (string Name, string Value)[] headers)
    {
        var upgrade = new Upgrade();
        foreach (var (name, value) in headers)
        {
            upgrade.socket.Options.SetRequestHeader(name, value);
        }

        try
        {
            await upgrade.socket.ConnectAsync(new UriBuilder(new Uri(server, pathAndQuery)) { Scheme = "ws" }.Uri, CancellationToken.None).Soon();
        }
        catch (WebSocketException) when (upgrade.Status != 0)
        {
            // Refused; the status says so.
        }

        return upgrade;
    }

    public ValueTask DisposeAsync()
    {
        socket.Abort();
        socket.Dispose();
        return ValueTask.CompletedTask;
    }
}
