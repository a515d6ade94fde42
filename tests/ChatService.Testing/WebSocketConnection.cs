using System.IO.Pipelines;
using System.Net.WebSockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;

namespace ChatService.Testing;

/// <summary>A WebSocket as the pair of pipes that the SignalR client wants.</summary>
public sealed class WebSocketConnection : ConnectionContext, IConnectionInherentKeepAliveFeature
{
    private readonly WebSocket socket;
    private readonly WebSocketMessageType type;
    private readonly Pipe fromServer = new();
    private readonly Pipe toServer = new();
    private readonly CancellationTokenSource closed = new();
    private readonly Task pumps;

    /// <summary>Of a protocol that writes text, or bytes.</summary>
    public WebSocketConnection(WebSocket socket, TransferFormat format = TransferFormat.Text)
    {
        this.socket = socket;
        type = format == TransferFormat.Text ? WebSocketMessageType.Text : WebSocketMessageType.Binary;
        Transport = new Duplex(fromServer.Reader, toServer.Writer);
        Features.Set<IConnectionInherentKeepAliveFeature>(this);
        pumps = Task.WhenAll(ReceiveAsync(), SendAsync());
    }

    public override string ConnectionId { get; set; } = Guid.NewGuid().ToString();

    public override IFeatureCollection Features { get; } = new FeatureCollection();

    public override IDictionary<object, object?> Items { get; set; } = new Dictionary<object, object?>();

    public override IDuplexPipe Transport { get; set; }

    // SignalR's own pings keep it alive and notice a dead server.
    public bool HasInherentKeepAlive => false;

    public override void Abort(ConnectionAbortedException abortReason)
    {
        closed.Cancel();
        socket.Abort();
    }

    public override async ValueTask DisposeAsync()
    {
        await closed.CancelAsync();
        await toServer.Writer.CompleteAsync();
        socket.Abort();
        await pumps;
        socket.Dispose();
        closed.Dispose();
        await base.DisposeAsync();
    }

    private async Task ReceiveAsync()
    {
        Exception? error = null;
        try
        {
            while (true)
            {
                var result = await socket.ReceiveAsync(fromServer.Writer.GetMemory(4_096), closed.Token);
                if (result.MessageType == WebSocketMessageType.Close)
                {
                    break;
                }

                fromServer.Writer.Advance(result.Count);
                await fromServer.Writer.FlushAsync(closed.Token);
            }
        }
        catch (Exception exception) when (exception is WebSocketException or OperationCanceledException or ObjectDisposedException)
        {
            error = exception is WebSocketException ? exception : null;
        }

        await fromServer.Writer.CompleteAsync(error);
    }

    private async Task SendAsync()
    {
        try
        {
            while (true)
            {
                var read = await toServer.Reader.ReadAsync(closed.Token);
                if (!read.Buffer.IsEmpty)
                {
                    foreach (var part in read.Buffer)
                    {
                        await socket.SendAsync(part, type, WebSocketMessageFlags.None, closed.Token);
                    }

                    await socket.SendAsync(ReadOnlyMemory<byte>.Empty, type, WebSocketMessageFlags.EndOfMessage, closed.Token);
                }

                toServer.Reader.AdvanceTo(read.Buffer.End);
                if (read.IsCompleted)
                {
                    break;
                }
            }
        }
        catch (Exception exception) when (exception is WebSocketException or OperationCanceledException or ObjectDisposedException)
        {
            // The receiving side tells the client.
        }
    }

    private sealed class Duplex(PipeReader input, PipeWriter output) : IDuplexPipe
    {
        public PipeReader Input => input;

        public PipeWriter Output => output;
    }
}
