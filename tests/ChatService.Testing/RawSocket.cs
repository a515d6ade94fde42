using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace ChatService.Testing;

/// <summary>A WebSocket that says whatever a test wants: what no honest client would.</summary>
public sealed class RawSocket : IAsyncDisposable
{
    /// <summary>Ends every record of the JSON hub protocol.</summary>
    public const char RecordEnd = '\u001e';

    private readonly ClientWebSocket socket = new();
    private string rest = string.Empty;
    private readonly Dictionary<string, JsonElement> answers = [];

    /// <summary>Connects, without a handshake.</summary>
    /// <param name="server">Where.</param>
    /// <param name="pathAndQuery">The hub, with the token.</param>
    /// <param name="origin">The page that claims to connect.</param>
    /// <param name="receiveBuffer">How many bytes the system takes in for who does not read; null: as many as it likes, some megabytes.</param>
    public static async Task<RawSocket> ConnectAsync(Uri server, string pathAndQuery, string? origin = null, int? receiveBuffer = null)
    {
        var raw = new RawSocket();
        if (origin is not null)
        {
            raw.socket.Options.SetRequestHeader("Origin", origin);
        }

        var url = new UriBuilder(new Uri(server, pathAndQuery)) { Scheme = "ws" }.Uri;
        using var dialler = new HttpMessageInvoker(new SocketsHttpHandler { ConnectCallback = (context, token) => DialAsync(context.DnsEndPoint, receiveBuffer, token) });
        await raw.socket.ConnectAsync(url, dialler, CancellationToken.None).Soon();
        return raw;
    }

    private static async ValueTask<Stream> DialAsync(DnsEndPoint place, int? receiveBuffer, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        if (receiveBuffer is { } bytes)
        {
            // Before connecting: the window that is told to the other side is decided then.
            socket.ReceiveBufferSize = bytes;
        }

        await socket.ConnectAsync(place, cancellationToken);
        return new NetworkStream(socket, ownsSocket: true);
    }

    /// <summary>Says which protocol, and waits for the server's yes.</summary>
    public async Task<RawSocket> ShakeHandsAsync(string protocol = "json")
    {
        await SendAsync($"{{\"protocol\":\"{protocol}\",\"version\":1}}{RecordEnd}");
        var answer = await ReceiveAsync();
        return answer == "{}" ? this : throw new InvalidOperationException("No handshake: " + answer);
    }

    /// <summary>One text frame, exactly as it is.</summary>
    public Task SendAsync(string text, bool isEnd = true) => SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, isEnd);

    /// <summary>One frame, exactly as it is.</summary>
    public async Task SendAsync(byte[] bytes, WebSocketMessageType type, bool isEnd = true)
    {
        try
        {
            await socket.SendAsync(bytes, type, isEnd, CancellationToken.None).Soon();
        }
        catch (Exception exception) when (exception is WebSocketException or IOException)
        {
            // The server has had enough already; what it said is still to be read.
        }
    }

    /// <summary>One call.</summary>
    public Task CallAsync(string id, string target, string argument) =>
        SendAsync($"{{\"type\":1,\"invocationId\":\"{id}\",\"target\":\"{target}\",\"arguments\":[{argument}]}}{RecordEnd}");

    /// <summary>The answer to a call: its result or error, with pings and events left out. Null when the connection was closed instead.</summary>
    public Task<JsonElement?> AnswerAsync(string id) => FindAnswerAsync(id).Soon("the answer to " + id);

    // Calls run side by side, so another one's answer may come first: it is kept.
    private async Task<JsonElement?> FindAnswerAsync(string id)
    {
        while (!answers.ContainsKey(id) && await ReceiveAsync() is { } record)
        {
            using var json = JsonDocument.Parse(record);
            if (json.RootElement.GetProperty("type").GetInt32() == 3)
            {
                answers[json.RootElement.GetProperty("invocationId").GetString()!] = json.RootElement.Clone();
            }
        }

        return answers.Remove(id, out var answer) ? answer : null;
    }

    /// <summary>Reads until the server closes; what it said on the way.</summary>
    public async Task<IReadOnlyList<string>> UntilClosedAsync()
    {
        var said = new List<string>();
        while (await ReceiveAsync() is { } record)
        {
            said.Add(record);
        }

        return said;
    }

    public ValueTask DisposeAsync()
    {
        socket.Dispose();
        return ValueTask.CompletedTask;
    }

    // The next record, or null at the end of the connection.
    private async Task<string?> ReceiveAsync()
    {
        var buffer = new byte[8_192];
        while (!rest.Contains(RecordEnd, StringComparison.Ordinal))
        {
            try
            {
                var received = await socket.ReceiveAsync(buffer, CancellationToken.None).Soon("a record or the end");
                if (received.MessageType == WebSocketMessageType.Close)
                {
                    return null;
                }

                rest += Encoding.UTF8.GetString(buffer, 0, received.Count);
            }
            catch (Exception exception) when (exception is WebSocketException or IOException)
            {
                return null;
            }
        }

        var end = rest.IndexOf(RecordEnd, StringComparison.Ordinal);
        var record = rest[..end];
        rest = rest[(end + 1)..];
        return record;
    }
}
