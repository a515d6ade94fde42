using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;

namespace ChatService.LoadTests.Wire;

/// <summary>From HTTP to WebSocket.</summary>
internal static class Upgrade
{
    private const int LargestHead = 8_192;

    /// <summary>Asks, and waits for the answer. Throws <see cref="IOException"/> with the server's status line when it is refused.</summary>
    public static async Task AskAsync(Socket socket, Uri url, IReadOnlyDictionary<string, string> headers, CancellationToken cancellationToken)
    {
        var request = $"GET {url.PathAndQuery} HTTP/1.1\r\nHost: {url.Authority}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
            + $"Sec-WebSocket-Key: {Convert.ToBase64String(RandomNumberGenerator.GetBytes(16))}\r\n"
            + string.Concat(headers.Select(header => $"{header.Key}: {header.Value}\r\n")) + "\r\n";
        await socket.SendAsync(Encoding.ASCII.GetBytes(request), cancellationToken);
        // The answer comes in one piece, since it is small, and is looked at before it is taken: whatever follows it belongs to the frames.
        var seen = new byte[LargestHead];
        var length = await socket.ReceiveAsync(seen, SocketFlags.Peek, cancellationToken);
        var end = seen.AsSpan(0, length).IndexOf("\r\n\r\n"u8);
        var taken = await socket.ReceiveAsync(seen.AsMemory(0, end >= 0 ? end + 4 : length), SocketFlags.None, cancellationToken);
        var status = Encoding.ASCII.GetString(seen, 0, taken).Split("\r\n")[0];
        if (end < 0 || !status.StartsWith("HTTP/1.1 101", StringComparison.Ordinal))
        {
            throw new IOException(taken == 0 ? "The upgrade was not answered." : $"The upgrade was refused: {status}");
        }
    }
}
