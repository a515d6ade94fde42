using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace ChatService.Realtime.Nodes;

/// <summary>Calls what listens to the bus, one after the other, on a thread of its own: a slow listener delays other listeners and nothing else.</summary>
internal sealed class Announcer(ILogger logger)
{
    private const int MaxWaiting = 16_384;

    private readonly Channel<Action> waiting = Channel.CreateBounded<Action>(new BoundedChannelOptions(MaxWaiting) { SingleReader = true });

    /// <summary>Returns at once; false when listeners are so far behind that it was dropped.</summary>
    public bool Add(Action call) => waiting.Writer.TryWrite(call);

    /// <summary>Calls until cancelled. What a listener throws is logged and is its own affair.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await foreach (var call in waiting.Reader.ReadAllAsync(cancellationToken))
        {
            try
            {
                call();
            }
            catch (Exception exception) when (exception is not OutOfMemoryException)
            {
                RealtimeLog.ListenerFailed(logger, exception);
            }
        }
    }
}
