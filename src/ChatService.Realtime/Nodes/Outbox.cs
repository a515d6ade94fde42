using System.Threading.Channels;

namespace ChatService.Realtime.Nodes;

/// <summary>
/// What waits to be published. Whoever adds never waits: when the wire is slower than the node, what is too much is dropped, its numbers are skipped, and so every
/// other node notices. Everything that waits goes out as one frame, so the slower the wire, the larger the frames.
/// </summary>
internal sealed class Outbox(
    IBackplane backplane, string sender, ulong epoch, RealtimeOptions options, FrameSignature signature, TimeProvider time, RealtimeMetrics metrics) : IDisposable
{
    // One socket write of a comfortable size; a single envelope may be larger.
    private const int FrameBytes = 64 * 1024;
    private const int FrameEnvelopes = 512;

    // Enough to keep the wire busy during a round trip; more would only be memory while it stands still.
    private const int InFlight = 8;

    // A frame that was not taken by then counts as lost, so that a frozen wire cannot hold the window for ever.
    private static readonly TimeSpan PublishLimit = TimeSpan.FromSeconds(2);

    private readonly Channel<byte[]> waiting = Channel.CreateUnbounded<byte[]>(new UnboundedChannelOptions { SingleReader = true });
    private readonly SemaphoreSlim window = new(InFlight, InFlight);
    private int count;
    private long bytes;
    private long dropped;
    private long beaconsDue;
    private long beacon;
    private ulong next = 1;

    /// <summary>The wire works. While it does not, everything is dropped at once: what is old by the time it comes back would only be a burst of what nobody needs any more.</summary>
    public bool Open { get; set; }

    /// <summary>The number of the last beacon that was sent.</summary>
    public ulong LastBeacon => (ulong)Interlocked.Read(ref beacon);

    /// <summary>False when it was dropped. What may be dropped first is, when half of the room is taken.</summary>
    public bool TryAdd(byte[] envelope, bool low)
    {
        var share = low ? 2 : 1;
        if (!Open)
        {
            Drop(1, overflow: false);
            return false;
        }

        if (Volatile.Read(ref count) >= options.OutboxMessages / share || Interlocked.Read(ref bytes) >= options.OutboxBytes / share)
        {
            Drop(1, overflow: true);
            return false;
        }

        Interlocked.Increment(ref count);
        Interlocked.Add(ref bytes, envelope.Length);
        return waiting.Writer.TryWrite(envelope);
    }

    /// <summary>A sign of life is due.</summary>
    public void AddBeacon()
    {
        // One that still waits says the same.
        if (Interlocked.Exchange(ref beaconsDue, 1) == 0)
        {
            waiting.Writer.TryWrite([]);
        }
    }

    /// <summary>Publishes until it is completed and empty, or cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (await waiting.Reader.WaitToReadAsync(cancellationToken))
        {
            await window.WaitAsync(cancellationToken);
            var frame = Build();
            _ = PublishAsync(FrameCodec.Write(frame, signature), frame.Envelopes.Count);
        }

        // What is in flight when the node stops is waited for, as long as the node has time.
        for (var i = 0; i < InFlight; i++)
        {
            await window.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Nothing more is added.</summary>
    public void Complete() => waiting.Writer.TryComplete();

    public void Dispose() => window.Dispose();

    // Its numbers are skipped, and so every other node notices.
    private void Drop(int envelopes, bool overflow)
    {
        Interlocked.Add(ref dropped, envelopes);
        metrics.NotPublished(envelopes, overflow);
    }

    private Frame Build()
    {
        var envelopes = new List<ReadOnlyMemory<byte>>();
        var size = 0;
        while (size < FrameBytes && envelopes.Count < FrameEnvelopes && waiting.Reader.TryRead(out var envelope))
        {
            if (envelope.Length > 0)
            {
                envelopes.Add(envelope);
                size += envelope.Length;
            }
        }

        Interlocked.Add(ref count, -envelopes.Count);
        Interlocked.Add(ref bytes, -size);
        if (!Open)
        {
            Drop(envelopes.Count, overflow: false);
            envelopes.Clear();
        }

        next += (ulong)Interlocked.Exchange(ref dropped, 0);
        var number = Interlocked.Exchange(ref beaconsDue, 0) == 1 ? (ulong)Interlocked.Increment(ref beacon) : 0;
        var frame = new Frame(sender, epoch, next, number, envelopes);
        next += (ulong)envelopes.Count;
        return frame;
    }

    // Never throws: what did not go out is counted, and the numbers tell the others.
    private async Task PublishAsync(byte[] frame, int envelopes)
    {
        try
        {
            await backplane.PublishAsync(frame).WaitAsync(PublishLimit, time);
            metrics.Published(envelopes);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            metrics.NotPublished(envelopes, overflow: false);
        }

        try
        {
            window.Release();
        }
        catch (ObjectDisposedException)
        {
            // The node has stopped meanwhile.
        }
    }
}
