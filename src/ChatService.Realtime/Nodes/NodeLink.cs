using System.Security.Cryptography;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ChatService.Realtime.Nodes;

/// <summary>
/// This node among others. What goes out gets a number and what comes in is followed by its numbers; a beacon goes out every half second, and the wire is believed only
/// while our own beacons come back. Nobody who hands something over ever waits for the wire.
/// </summary>
internal sealed class NodeLink : INodeBus, IHostedService, IAsyncDisposable
{
    // A beacon every second time; in an outage every time, because it ends with the first one that comes back.
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(1);

    private readonly Lock gate = new();
    private readonly Dictionary<string, Action<string, Envelope>> hubs = new(StringComparer.Ordinal);
    private readonly HintTopics topics = new();
    private readonly CancellationTokenSource stopping = new();
    private readonly TaskCompletionSource firstEcho = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ulong epoch = BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(8)) | 1;
    private readonly IBackplane backplane;
    private readonly TimeProvider time;
    private readonly RealtimeMetrics metrics;
    private readonly ILogger<NodeLink> logger;
    private readonly FrameSignature signature;
    private readonly RefusedFrames refused;
    private readonly Outbox outbox;
    private readonly Inbox inbox;
    private readonly Hearing hearing;
    private readonly Announcer announcer;
    private readonly Lazy<Task> stop;
    private Task running = Task.CompletedTask;
    private Task writing = Task.CompletedTask;

    public NodeLink(IBackplane backplane, IOptions<RealtimeOptions> options, FrameKey key, TimeProvider time, RealtimeMetrics metrics, ILogger<NodeLink> logger)
    {
        (this.backplane, this.time, this.metrics, this.logger) = (backplane, time, metrics, logger);
        NodeId = options.Value.NodeId;
        metrics.Expected = true;
        signature = new FrameSignature(key);
        refused = new RefusedFrames(time, metrics, logger);
        outbox = new Outbox(backplane, NodeId, epoch, options.Value, signature, time, metrics);
        hearing = new Hearing(time, Enter, TellHealed);
        inbox = new Inbox(Read, hearing.Missed);
        announcer = new Announcer(logger);
        stop = new Lazy<Task>(StopOnceAsync);
    }

    public event Action<NodeBusState>? StateChanged;

    public event Action<DateTimeOffset>? Healed;

    public event Action<string>? NodeLost;

    /// <summary>Raised at once, inside: whoever waits for another node gives up now. Must return at once.</summary>
    public event Action? Degraded;

    /// <summary>As <see cref="NodeLost"/>, raised at once, inside. Must return at once.</summary>
    public event Action<string>? NodeGone;

    public string NodeId { get; }

    public NodeBusState State { get; private set; } = NodeBusState.Degraded;

    /// <summary>Envelopes of this hub go to this handler, which must return at once.</summary>
    public void Register(string hub, Action<string, Envelope> handler)
    {
        lock (gate)
        {
            hubs[hub] = handler;
        }
    }

    /// <summary>Tells all other nodes. Never waits and never throws; false when it was dropped, because the wire is away or too much waits already.</summary>
    public bool Post(Envelope envelope, bool low = false) => outbox.TryAdd(EnvelopeCodec.Write(envelope), low);

    /// <summary>Something that came could not be used: the node catches up as after an outage.</summary>
    public void Missed() => hearing.Missed();

    public void Publish(string topic, ReadOnlyMemory<byte> payload)
    {
        ArgumentException.ThrowIfNullOrEmpty(topic);
        Post(new Envelope(EnvelopeKind.Hint) { Topic = topic, Body = payload });
    }

    public IDisposable Subscribe(string topic, Action<string, ReadOnlyMemory<byte>> handler)
    {
        ArgumentException.ThrowIfNullOrEmpty(topic);
        ArgumentNullException.ThrowIfNull(handler);
        return topics.Add(topic, handler);
    }

    /// <summary>Starts, and waits a moment for the wire so that a healthy node begins connected. Without a wire it starts all the same.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        hearing.Begin();
        backplane.Open(inbox.Add, () => hearing.Broke(outbox.LastBeacon));
        writing = Task.Run(() => outbox.RunAsync(stopping.Token), CancellationToken.None);
        running = Task.WhenAll(
            writing,
            Task.Run(() => inbox.RunAsync(stopping.Token), CancellationToken.None),
            Task.Run(() => announcer.RunAsync(stopping.Token), CancellationToken.None),
            Task.Run(() => BeatAsync(stopping.Token), CancellationToken.None));
        await Task.WhenAny(firstEcho.Task, Task.Delay(StartLimit, cancellationToken));
        if (State == NodeBusState.Degraded)
        {
            RealtimeLog.StartedAlone(logger, NodeId);
        }
    }

    /// <summary>Says goodbye, so that the others need not wait for its silence, and stops. Hosts stop and dispose at the same time; whoever asks waits for the one stop.</summary>
    public Task StopAsync(CancellationToken cancellationToken) => stop.Value;

    public async ValueTask DisposeAsync()
    {
        await stop.Value;
        stopping.Dispose();
        outbox.Dispose();
    }

    private async Task StopOnceAsync()
    {
        Post(new Envelope(EnvelopeKind.Goodbye));
        outbox.Complete();
        await Task.WhenAny(writing, Task.Delay(StartLimit, CancellationToken.None));
        await stopping.CancelAsync();
        await running.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    private async Task BeatAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(Beat, time);
        for (var beat = 0; ; beat++)
        {
            if (beat % 2 == 0 || State == NodeBusState.Degraded)
            {
                outbox.AddBeacon();
            }

            await timer.WaitForNextTickAsync(cancellationToken);
            var (lost, renew) = hearing.Look();
            Lost(lost);
            metrics.Nodes = Math.Max(1, hearing.Live);
            if (renew)
            {
                metrics.Reconnecting();
                backplane.Renew();
            }
        }
    }

    private void Read(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            if (!signature.Fits(bytes.Span))
            {
                refused.Add();
            }
            else if (FrameCodec.Read(bytes) is { } frame)
            {
                Take(frame);
            }
            else
            {
                metrics.Malformed();
            }
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // One bad frame must not end the reading of all others.
            RealtimeLog.FrameFailed(logger, exception);
        }
    }

    private void Take(Frame frame)
    {
        var own = frame.Sender == NodeId && frame.Epoch == epoch;
        var fresh = hearing.Take(frame, own);
        for (var i = 0; i < fresh.Length && !own; i++)
        {
            if (fresh[i])
            {
                Dispatch(frame.Sender, frame.Envelopes[i]);
            }
        }
    }

    private void Dispatch(string from, ReadOnlyMemory<byte> bytes)
    {
        if (EnvelopeCodec.Read(bytes) is not { } envelope)
        {
            metrics.Malformed();
            return;
        }

        metrics.Received();
        switch (envelope.Kind)
        {
            case EnvelopeKind.Hint:
                Hint(from, envelope);
                break;
            case EnvelopeKind.Goodbye:
                hearing.Left(from);
                Lost([from]);
                break;
            case not EnvelopeKind.Unknown when envelope.ToNode.Length == 0 || envelope.ToNode == NodeId:
                Handler(envelope.Hub)?.Invoke(from, envelope);
                break;
        }
    }

    private void Hint(string from, Envelope envelope)
    {
        foreach (var handler in topics.Of(envelope.Topic))
        {
            if (!announcer.Add(() => handler(from, envelope.Body)))
            {
                hearing.Missed();
            }
        }
    }

    private Action<string, Envelope>? Handler(string hub)
    {
        lock (gate)
        {
            return hubs.GetValueOrDefault(hub);
        }
    }

    private void Lost(IReadOnlyList<string> nodes)
    {
        foreach (var node in nodes)
        {
            RealtimeLog.NodeLost(logger, node);
            NodeGone?.Invoke(node);
            announcer.Add(() => NodeLost?.Invoke(node));
        }
    }

    private void Enter(bool connected)
    {
        var state = connected ? NodeBusState.Connected : NodeBusState.Degraded;
        State = state;
        metrics.Connected = outbox.Open = connected;
        announcer.Add(() => StateChanged?.Invoke(state));
        if (connected)
        {
            RealtimeLog.BecameConnected(logger, NodeId);
            firstEcho.TrySetResult();
        }
        else
        {
            RealtimeLog.BecameDegraded(logger, NodeId);
            Degraded?.Invoke();
        }
    }

    private bool TellHealed(DateTimeOffset since)
    {
        var told = announcer.Add(() => Healed?.Invoke(since));
        if (told)
        {
            metrics.Gap();
        }

        return told;
    }
}
