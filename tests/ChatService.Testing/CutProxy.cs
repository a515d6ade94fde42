using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace ChatService.Testing;

/// <summary>
/// A wire between a client and the server that a test can cut: open connections end at once, new ones are reset, until it is mended. Or it falls silent: whatever is sent
/// vanishes and neither side is told, as when a router loses its table or a train enters a tunnel.
/// </summary>
public sealed class CutProxy : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentDictionary<Socket, byte> open = new();
    private readonly CancellationTokenSource stop = new();
    private readonly Task accepting;
    private volatile bool cut;
    private volatile bool silent;

    /// <summary>Listens on a port of its own and hands everything on to <paramref name="server"/>.</summary>
    public CutProxy(Uri server)
    {
        ArgumentNullException.ThrowIfNull(server);
        Server = server;
        listener.Start();
        Url = new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/");
        accepting = AcceptAsync();
    }

    /// <summary>Where clients connect.</summary>
    public Uri Url { get; }

    /// <summary>Where connections are handed on to.</summary>
    public Uri Server { get; private set; }

    /// <summary>Connections that are opened from now on go to another server: the one that was started after the first.</summary>
    public void LeadTo(Uri another)
    {
        ArgumentNullException.ThrowIfNull(another);
        Server = another;
    }

    /// <summary>Cuts every connection and refuses new ones.</summary>
    public void Cut()
    {
        cut = true;
        foreach (var socket in open.Keys)
        {
            Reset(socket);
        }
    }

    /// <summary>From now on nothing gets through in either direction, and nothing ends: connections are taken, and what is sent is taken and lost.</summary>
    public void Silence() => silent = true;

    /// <summary>Lets connections through again. Those that a silence has robbed of bytes are of no use to anybody: they are reset.</summary>
    public void Mend()
    {
        if (silent)
        {
            Cut();
            silent = false;
        }

        cut = false;
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        listener.Stop();
        Cut();
        await accepting;
        stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                var client = await listener.AcceptSocketAsync(stop.Token);
                _ = CarryAsync(client);
            }
            catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private async Task CarryAsync(Socket client)
    {
        var upstream = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        client.NoDelay = true;
        open[client] = 0;
        open[upstream] = 0;
        try
        {
            // Looked at after both are listed: a cut that comes now finds them, one that came before is seen here.
            if (!cut)
            {
                await upstream.ConnectAsync(Server.Host, Server.Port, stop.Token);
                await Task.WhenAny(PumpAsync(client, upstream), PumpAsync(upstream, client));
            }
        }
        catch (Exception exception) when (exception is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // The server is away, or the wire was cut meanwhile; the client sees a reset.
        }
        finally
        {
            Reset(client);
            Reset(upstream);
        }
    }

    private async Task PumpAsync(Socket from, Socket to)
    {
        var buffer = new byte[16 * 1024];
        try
        {
            int read;
            while ((read = await from.ReceiveAsync(buffer)) > 0)
            {
                for (var sent = 0; sent < read && !silent;)
                {
                    sent += await to.SendAsync(buffer.AsMemory(sent, read - sent));
                }
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // Cut, or ended by one side: the other is ended by our caller.
        }

        if (silent && open.ContainsKey(from))
        {
            // Nor does the other side hear of an end.
            await Task.WhenAny(Task.Delay(Timeout.Infinite, stop.Token));
        }
    }

    // Without lingering a close is a reset: what was on its way is lost, as with a pulled cable.
    private void Reset(Socket socket)
    {
        if (open.TryRemove(socket, out _))
        {
            socket.LingerState = new LingerOption(enable: cut, seconds: 0);
            socket.Dispose();
        }
    }
}
