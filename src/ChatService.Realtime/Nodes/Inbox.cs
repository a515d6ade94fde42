using System.Threading.Channels;

namespace ChatService.Realtime.Nodes;

/// <summary>Frames that came in and wait to be read, so that reading never holds up the wire. A node that reads too slowly drops, and says so.</summary>
internal sealed class Inbox(Action<ReadOnlyMemory<byte>> read, Action dropped)
{
    private const int MaxFrames = 4_096;
    private const long MaxBytes = 64 * 1024 * 1024;

    private readonly Channel<ReadOnlyMemory<byte>> waiting =
        Channel.CreateBounded<ReadOnlyMemory<byte>>(new BoundedChannelOptions(MaxFrames) { SingleReader = true });

    private long bytes;

    /// <summary>Returns at once.</summary>
    public void Add(ReadOnlyMemory<byte> frame)
    {
        if (Interlocked.Add(ref bytes, frame.Length) > MaxBytes || !waiting.Writer.TryWrite(frame))
        {
            Interlocked.Add(ref bytes, -frame.Length);
            dropped();
        }
    }

    /// <summary>Reads one after the other until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await foreach (var frame in waiting.Reader.ReadAllAsync(cancellationToken))
        {
            Interlocked.Add(ref bytes, -frame.Length);
            read(frame);
        }
    }
}
