using System.Buffers;
using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

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
    private readonly ArrayBufferWriter<byte> pieces = new();
    private byte[] scratch = [];
    private long bytes;

    private RawWebSocket(Socket socket) => this.socket = socket;

    /// <summary>Bytes in both directions since the upgrade, frames included.</summary>
    public long Bytes => Interlocked.Read(ref bytes);

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
            await Upgrade.AskAsync(socket, url, headers, cancellationToken);
            return new RawWebSocket(socket);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Sends one message. Blocks only when the peer has stopped reading; what is sent after the end goes nowhere.</summary>
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
            Interlocked.Add(ref bytes, frame.Length);
            Push(frame);
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
                Interlocked.Add(ref bytes, read);
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

    /// <summary>Ends it with a reset.</summary>
    public void Abort()
    {
        socket.LingerState = new LingerOption(enable: true, seconds: 0);
        socket.Dispose();
    }

    public void Dispose() => socket.Dispose();

    private int Deliver(ReadOnlySpan<byte> bytes, MessageHandler heard, out bool closed)
    {
        closed = false;
        var used = 0;
        while (Frame(bytes[used..]) is var (opcode, isLast, header, length) && header > 0 && bytes.Length - used >= header + length)
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
                case 0 or 1 or 2:
                    Piece(payload, isLast, heard);
                    break;
            }
        }

        return used;
    }

    // A server sends what is long in pieces.
    private void Piece(ReadOnlySpan<byte> payload, bool isLast, MessageHandler heard)
    {
        if (isLast && pieces.WrittenCount == 0)
        {
            heard(payload);
            return;
        }

        pieces.Write(payload);
        if (isLast)
        {
            heard(pieces.WrittenSpan);
            pieces.ResetWrittenCount();
        }
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
            Push(frame[..(6 + payload.Length)]);
        }
    }

    private void Push(ReadOnlySpan<byte> frame)
    {
        try
        {
            while (frame.Length > 0)
            {
                frame = frame[socket.Send(frame)..];
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // The end is seen by whoever listens.
        }
    }

    // Header 0: not all of the header is there yet. A server does not mask.
    private static (int Opcode, bool IsLast, int Header, int Length) Frame(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 2)
        {
            return default;
        }

        var (opcode, isLast, size) = (bytes[0] & 0x0F, (bytes[0] & 0x80) != 0, bytes[1] & 0x7F);
        return size switch
        {
            126 => bytes.Length < 4 ? default : (opcode, isLast, 4, BinaryPrimitives.ReadUInt16BigEndian(bytes[2..])),
            127 => bytes.Length < 10 ? default : (opcode, isLast, 10, checked((int)BinaryPrimitives.ReadUInt64BigEndian(bytes[2..]))),
            _ => (opcode, isLast, 2, size),
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
}
