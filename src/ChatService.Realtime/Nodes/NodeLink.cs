using System.Security.Cryptography;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ChatService.Realtime.Nodes;

/// <summary>
/// This node among others. Puts numbers on what goes out and follows those that come in, sends a beacon every half second and believes the wire only while its own
/// beacons come back, and tells who is concerned when something may have been missed. Nobody who hands something over ever waits for the wire.
/// </summary>
internal sealed class NodeLink : INodeBus, IHostedService, IAsyncDisposable
{
    // Half a second between beacons, three missed in a row are an outage, six a lost node: noticed well within the two seconds in which clients must be whole again.
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan EchoLimit = TimeSpan.FromMilliseconds(1_500);
    private static readonly TimeSpan LostAfter = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(250);

    // A wire that reconnects by itself is given that long; then it is built anew.
    private static readonly TimeSpan RenewEvery = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan RememberFor = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(1);

    private readonly Lock gate = new();
    private readonly Dictionary<string, Action<string, Envelope>> hubs = new(StringComparer.Ordinal);
    private readonly LinkHealth health = new(EchoLimit);
    private readonly SequenceWatch watch = new(Patience);
    private readonly HintTopics topics = new();
    private readonly CancellationTokenSource stopping = new();
    private readonly TaskCompletionSource firstEcho = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ulong epoch = BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(8)) | 1;
    private readonly IBackplane backplane;
    private readonly TimeProvider time;
    private readonly RealtimeMetrics metrics;
    private readonly ILogger<NodeLink> logger;
    private readonly Outbox outbox;
    private readonly Inbox inbox;
    private readonly Announcer announcer;
    private Task running = Task.CompletedTask;
    private Task writing = Task.CompletedTask;
    private DateTimeOffset? missedSince;
    private DateTimeOffset lastRenewal;
    private int stopped;

    public NodeLink(IBackplane backplane, IOptions<RealtimeOptions> options, TimeProvider time, RealtimeMetrics metrics, ILogger<NodeLink> logger)
    {
        (this.backplane, this.time, this.metrics, this.logger) = (backplane, time, metrics, logger);
        NodeId = options.Value.NodeId;
        outbox = new Outbox(backplane, NodeId, epoch, options.Value, time, metrics);
        inbox = new Inbox(Read, MissedNow);
        announcer = new Announcer(logger);
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

    /// <summary>Envelopes of this hub go to this handler, which must return at once. Before the start, or soon after it.</summary>
    public void Register(string hub, Action<string, Envelope> handler)
    {
        lock (gate)
        {
            hubs[hub] = handler;
        }
    }

    /// <summary>Tells all other nodes. Never waits and never throws; false when it was dropped because too much waits already.</summary>
    public bool Post(Envelope envelope, bool low = false) => outbox.TryAdd(EnvelopeCodec.Write(envelope), low);

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
        lock (gate)
        {
            health.Begin(time.GetUtcNow());
            lastRenewal = time.GetUtcNow();
        }

        backplane.Open(inbox.Add, Broken);
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

    /// <summary>Says goodbye, so that the others need not wait for its silence, and stops.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref stopped, 1) == 1)
        {
            return;
        }

        Post(new Envelope(EnvelopeKind.Goodbye));
        outbox.Complete();
        await Task.WhenAny(writing, Task.Delay(StartLimit, cancellationToken));
        await stopping.CancelAsync();
        await running.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync(CancellationToken.None);
        stopping.Dispose();
        outbox.Dispose();
    }

    private async Task BeatAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(Tick, time);
        for (var beat = 0; ; beat++)
        {
            // An outage ends with the first beacon that comes back, so then they come twice as often.
            if (beat % 2 == 0 || State == NodeBusState.Degraded)
            {
                outbox.AddBeacon();
            }

            await timer.WaitForNextTickAsync(cancellationToken);
            Look();
        }
    }

    private void Look()
    {
        var now = time.GetUtcNow();
        IReadOnlyList<string> silent = [];
        var renew = false;
        lock (gate)
        {
            if (health.FoundSilent(now))
            {
                Enter(NodeBusState.Degraded);
            }

            if (health.Connected)
            {
                silent = watch.FallenSilent(LostAfter, now);
                Missed(watch.Overdue(now));
                watch.Forget(RememberFor, now);
                lastRenewal = now;
            }
            else
            {
                watch.HeardNothing(now);
                renew = now - lastRenewal >= RenewEvery;
                lastRenewal = renew ? now : lastRenewal;
            }

            metrics.Nodes = Math.Max(1, watch.Live);
            TellMissed();
        }

        Lost(silent);
        if (renew)
        {
            metrics.Reconnecting();
            backplane.Renew();
        }
    }

    private void Read(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            if (FrameCodec.Read(bytes) is { } frame)
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
        bool[] fresh;
        var now = time.GetUtcNow();
        lock (gate)
        {
            // Whoever is unknown to a node that has been listening for some time began under its eyes, with number 1.
            var heardAllAlong = health.ConnectedAt is { } since && now - since > EchoLimit;
            fresh = watch.Accept(frame.Sender, frame.Epoch, frame.First, frame.Envelopes.Count, heardAllAlong, now);
            if (own && frame.Beacon > 0 && health.Echo(frame.Beacon, now) is { } missed)
            {
                Enter(NodeBusState.Connected);
                Missed(missed);
                TellMissed();
                firstEcho.TrySetResult();
            }
        }

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
                lock (gate)
                {
                    watch.Left(from);
                }

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
                MissedNow();
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

    private void Broken()
    {
        lock (gate)
        {
            if (health.Broken(outbox.LastBeacon))
            {
                Enter(NodeBusState.Degraded);
            }
        }
    }

    // Under the lock.
    private void Enter(NodeBusState state)
    {
        State = state;
        metrics.Connected = state == NodeBusState.Connected;
        announcer.Add(() => StateChanged?.Invoke(state));
        if (state == NodeBusState.Degraded)
        {
            RealtimeLog.BecameDegraded(logger, NodeId);
            Degraded?.Invoke();
        }
        else
        {
            RealtimeLog.BecameConnected(logger, NodeId);
        }
    }

    /// <summary>Something that came could not be used: the node catches up as after an outage.</summary>
    public void MissedNow()
    {
        lock (gate)
        {
            Missed(time.GetUtcNow() - EchoLimit);
        }
    }

    // Under the lock. Told at the next look, together with whatever else was missed until then.
    private void Missed(DateTimeOffset? since)
    {
        if (since is not null && (missedSince is null || since < missedSince))
        {
            missedSince = since;
        }
    }

    // Under the lock. While nothing is heard there is no point in catching up.
    private void TellMissed()
    {
        if (missedSince is { } since && health.Connected && announcer.Add(() => Healed?.Invoke(since)))
        {
            missedSince = null;
            metrics.Gap();
        }
    }
}
