using System.Buffers;
using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;

namespace ChatService.LoadTests.Wire;

/// <summary>What a message is handed to; the bytes are gone after the call.</summary>
public delegate void MessageHandler(ReadOnlySpan<byte> message);

/// <summary>
/// A WebSocket client that costs next to nothing, so that what is measured is the server: own framing on a plain socket, and a buffer only while there are bytes in it.
/// The masking key is zero, which servers cannot tell from any other and which saves both sides' work of the client.
/// </summary>
public sealed class RawWebSocket : IDisposable
{
    private const int SmallFrame = 125;
    private const int UsualBuffer = 4_096;
    private const int LargestMessage = 1_048_576;

    private readonly Socket socket;
    private readonly Lock sending = new();
    private byte[] scratch = new byte[512];

    private RawWebSocket(Socket socket) => this.socket = socket;

    /// <summary>Connects and asks for the upgrade. Throws <see cref="IOException"/> with the server's status line when it is refused.</summary>
    /// <param name="url">http or ws, with the path and the query.</param>
    /// <param name="headers">Besides those of the upgrade.</param>
    /// <param name="from">The source address: each has ports of its own. Null: the system's choice.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<RawWebSocket> ConnectAsync(Uri url, IReadOnlyDictionary<string, string> headers, IPAddress? from, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(url);
        ArgumentNullException.ThrowIfNull(headers);
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            if (from is not null)
            {
                socket.Bind(new IPEndPoint(from, 0));
            }

            await socket.ConnectAsync(IPAddress.Parse(url.Host), url.Port, cancellationToken);
            var request = $"GET {url.PathAndQuery} HTTP/1.1\r\nHost: {url.Authority}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                + $"Sec-WebSocket-Key: {Convert.ToBase64String(RandomNumberGenerator.GetBytes(16))}\r\n"
                + string.Concat(headers.Select(header => $"{header.Key}: {header.Value}\r\n")) + "\r\n";
            await socket.SendAsync(Encoding.ASCII.GetBytes(request), cancellationToken);
            await UpgradedAsync(socket, cancellationToken);
            return new RawWebSocket(socket);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Sends one message. Blocks only when the peer has stopped reading.</summary>
    public void Send(ReadOnlySpan<byte> payload, bool isText = true)
    {
        lock (sending)
        {
            var size = payload.Length + 14;
            if (scratch.Length < size)
            {
                scratch = new byte[size * 2];
            }

            scratch[0] = isText ? (byte)0x81 : (byte)0x82;
            var header = 2;
            if (payload.Length <= SmallFrame)
            {
                scratch[1] = (byte)(0x80 | payload.Length);
            }
            else
            {
                scratch[1] = 0x80 | 126;
                BinaryPrimitives.WriteUInt16BigEndian(scratch.AsSpan(2), checked((ushort)payload.Length));
                header = 4;
            }

            scratch.AsSpan(header, 4).Clear();
            payload.CopyTo(scratch.AsSpan(header + 4));
            var frame = scratch.AsSpan(0, header + 4 + payload.Length);
            while (frame.Length > 0)
            {
                frame = frame[socket.Send(frame)..];
            }
        }
    }

    /// <summary>Hands on each message until the connection ends.</summary>
    public async Task ReceiveAsync(MessageHandler heard, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(heard);
        byte[]? buffer = null;
        var filled = 0;
        try
        {
            while (true)
            {
                if (buffer is null)
                {
                    // Waits without holding memory: most connections are idle most of the time.
                    await socket.ReceiveAsync(Memory<byte>.Empty, cancellationToken);
                    buffer = ArrayPool<byte>.Shared.Rent(UsualBuffer);
                }

                var read = await socket.ReceiveAsync(buffer.AsMemory(filled), cancellationToken);
                if (read == 0)
                {
                    return;
                }

                filled += read;
                var used = Deliver(buffer.AsSpan(0, filled), heard, out var closed);
                if (closed)
                {
                    return;
                }

                buffer.AsSpan(used, filled - used).CopyTo(buffer);
                filled -= used;
                buffer = filled == 0 ? Return(buffer) : filled == buffer.Length ? Grow(buffer, filled) : buffer;
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // Ended by one side.
        }
        finally
        {
            Return(buffer);
        }
    }

    public void Dispose() => socket.Dispose();

    private int Deliver(ReadOnlySpan<byte> bytes, MessageHandler heard, out bool closed)
    {
        closed = false;
        var used = 0;
        while (Frame(bytes[used..]) is var (opcode, header, length) && header > 0 && bytes.Length - used >= header + length)
        {
            var payload = bytes.Slice(used + header, length);
            used += header + length;
            switch (opcode)
            {
                case 8:
                    closed = true;
                    return used;
                case 9:
                    Pong(payload);
                    break;
                case 1 or 2:
                    heard(payload);
                    break;
            }
        }

        return used;
    }

    private void Pong(ReadOnlySpan<byte> payload)
    {
        Span<byte> frame = stackalloc byte[6 + SmallFrame];
        frame[0] = 0x8A;
        frame[1] = (byte)(0x80 | payload.Length);
        frame.Slice(2, 4).Clear();
        payload.CopyTo(frame[6..]);
        lock (sending)
        {
            socket.Send(frame[..(6 + payload.Length)]);
        }
    }

    // Header 0: not all of the header is there yet. A server neither masks nor, SignalR's, fragments.
    private static (int Opcode, int Header, int Length) Frame(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 2)
        {
            return default;
        }

        var (opcode, size) = (bytes[0] & 0x0F, bytes[1] & 0x7F);
        return size switch
        {
            126 => bytes.Length < 4 ? default : (opcode, 4, BinaryPrimitives.ReadUInt16BigEndian(bytes[2..])),
            127 => bytes.Length < 10 ? default : (opcode, 10, checked((int)BinaryPrimitives.ReadUInt64BigEndian(bytes[2..]))),
            _ => (opcode, 2, size),
        };
    }

    private static byte[] Grow(byte[] buffer, int filled)
    {
        if (buffer.Length >= LargestMessage)
        {
            throw new IOException("The server sent a message of more than a megabyte.");
        }

        var larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
        buffer.AsSpan(0, filled).CopyTo(larger);
        Return(buffer);
        return larger;
    }

    private static byte[]? Return(byte[]? buffer)
    {
        if (buffer is not null)
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        return null;
    }

    private static async Task UpgradedAsync(Socket socket, CancellationToken cancellationToken)
    {
        // The answer is read byte by byte at its end: whatever follows belongs to the frames.
        var head = new StringBuilder();
        var one = new byte[1];
        while (head.Length < 8_192 && !(head.Length >= 4 && head.ToString(head.Length - 4, 4) == "\r\n\r\n"))
        {
            if (await socket.ReceiveAsync(one, cancellationToken) == 0)
            {
                break;
            }

            head.Append((char)one[0]);
        }

        var status = head.ToString().Split("\r\n")[0];
        if (!status.StartsWith("HTTP/1.1 101", StringComparison.Ordinal))
        {
            throw new IOException($"The upgrade was refused: {status}");
        }
    }
}
