using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace ChatService.ClusterTests.Kit;

/// <summary>
/// Between one node and Redis, and it understands what Redis says (RESP): while there is mischief, messages of subscriptions suffer it, answers to commands do not. So Redis and the
/// connection are well, and what is published is not.
/// </summary>
internal sealed class PushWire : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentDictionary<Socket, byte> open = new();
    private readonly CancellationTokenSource stop = new();
    private readonly int redisPort;
    private readonly Task accepting;
    private volatile Mischief? mischief;

    public PushWire(int redisPort)
    {
        this.redisPort = redisPort;
        listener.Start();
        Url = new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/");
        accepting = AcceptAsync();
    }

    /// <summary>Where the node finds Redis.</summary>
    public Uri Url { get; }

    /// <summary>From now on; null: all is well again.</summary>
    public void Suffer(Mischief? what) => mischief = what;

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        listener.Stop();
        foreach (var socket in open.Keys)
        {
            socket.Dispose();
        }

        await accepting;
        stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = CarryAsync(await listener.AcceptSocketAsync(stop.Token));
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The end.
        }
    }

    private async Task CarryAsync(Socket node)
    {
        using var redis = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        using var _ = node;
        node.NoDelay = true;
        (open[node], open[redis]) = (0, 0);
        try
        {
            await redis.ConnectAsync(IPAddress.Loopback, redisPort, stop.Token);
            await Task.WhenAny(AskAsync(node, redis), AnswerAsync(redis, node));
        }
        catch (Exception exception) when (exception is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // Redis is away: the node sees its connection end.
        }
        finally
        {
            open.TryRemove(node, out byte _);
            open.TryRemove(redis, out byte _);
        }
    }

    private async Task AskAsync(Socket node, Socket redis)
    {
        var buffer = new byte[16 * 1024];
        try
        {
            int read;
            while ((read = await node.ReceiveAsync(buffer, stop.Token)) > 0)
            {
                await SendAsync(redis, buffer.AsMemory(0, read));
            }
        }
        catch (Exception exception) when (exception is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // Ended by one side.
        }
    }

    private async Task AnswerAsync(Socket redis, Socket node)
    {
        var replies = new RespReplies();
        var buffer = new byte[16 * 1024];
        byte[]? heldBack = null;
        try
        {
            int read;
            while ((read = await redis.ReceiveAsync(buffer, stop.Token)) > 0)
            {
                replies.Add(buffer.AsSpan(0, read));
                while (replies.TryTake(out var reply))
                {
                    foreach (var arriving in Arriving(reply, ref heldBack))
                    {
                        await SendAsync(node, arriving);
                    }
                }
            }
        }
        catch (Exception exception) when (exception is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // Ended by one side.
        }
    }

    private IEnumerable<byte[]> Arriving(byte[] reply, ref byte[]? heldBack)
    {
        if (mischief is { } bad && RespReplies.IsPush(reply))
        {
            return bad.Suffer(reply, ref heldBack);
        }

        var earlier = heldBack;
        heldBack = null;
        return earlier is null ? [reply] : [reply, earlier];
    }

    private static async Task SendAsync(Socket socket, ReadOnlyMemory<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            bytes = bytes[await socket.SendAsync(bytes)..];
        }
    }
}
