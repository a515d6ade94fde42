using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Logging;

namespace ChatService.Realtime.Connections;

/// <summary>To the connections of one hub on this node. Nobody waits for a slow one; who is too slow is cut off and resumes elsewhere in the protocol, by number.</summary>
internal sealed class HubDelivery : IDisposable
{
    // As often as the framework looks at its transports.
    private static readonly TimeSpan SweepEvery = TimeSpan.FromSeconds(1);

    private readonly string hub;
    private readonly RealtimeOptions options;
    private readonly TimeProvider time;
    private readonly RealtimeMetrics metrics;
    private readonly ILogger logger;
    private readonly ITimer sweep;
    private int logged;
    private long unlogged;

    public HubDelivery(string hub, RealtimeOptions options, TimeProvider time, RealtimeMetrics metrics, ILogger logger)
    {
        (this.hub, this.options, this.time, this.metrics, this.logger) = (hub, options, time, metrics, logger);
        metrics.Connections(hub, 0);
        sweep = time.CreateTimer(_ => CutStuck(), null, SweepEvery, SweepEvery);
    }

    public ConnectionTable Table { get; } = new();

    public void Add(HubConnectionContext context)
    {
        Table.Add(new LocalConnection(context, new OutboundQueue(context, options, time, metrics)));
        metrics.Connections(hub, 1);
    }

    public void Remove(string connectionId)
    {
        if (Table.Remove(connectionId) is { } connection)
        {
            connection.Queue.Close();
            metrics.Connections(hub, -1);
        }
    }

    /// <summary>To each of them once, but not to the excluded. False when one could not get it, because it came from a node that does not speak its protocol.</summary>
    public bool Deliver(IEnumerable<LocalConnection> connections, OutboundMessage message, IReadOnlyList<string> excluded)
    {
        // A hub excludes one or two; a list is faster then.
        var except = excluded.Count > 8 ? excluded.ToHashSet(StringComparer.Ordinal) : (IReadOnlyCollection<string>)excluded;
        var all = true;
        foreach (var connection in connections)
        {
            if (except.Count == 0 || !except.Contains(connection.Id))
            {
                all &= Deliver(connection, message);
            }
        }

        return all;
    }

    /// <summary>To one, and waits a moment for its socket, so that a closing word goes out before the connection is closed.</summary>
    public async Task DeliverAsync(LocalConnection connection, OutboundMessage message, CancellationToken cancellationToken)
    {
        var sent = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Deliver(connection, message, sent);
        if (!sent.Task.IsCompleted)
        {
            await Task.WhenAny(sent.Task, Task.Delay(options.DirectSend, time, cancellationToken));
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    public void Dispose() => sweep.Dispose();

    private bool Deliver(LocalConnection connection, OutboundMessage message, TaskCompletionSource? sent = null)
    {
        if (!message.Speaks(connection.Context.Protocol))
        {
            sent?.TrySetResult();
            return false;
        }

        if (!connection.Queue.TrySend(message, sent))
        {
            Cut(connection);
        }

        return true;
    }

    private void CutStuck()
    {
        foreach (var connection in Table.All.Where(connection => connection.Queue.IsStuck))
        {
            Cut(connection);
        }

        Volatile.Write(ref logged, 0);
        if (Interlocked.Exchange(ref unlogged, 0) is > 0 and var more)
        {
            RealtimeLog.SlowConsumers(logger, more, hub);
        }
    }

    private void Cut(LocalConnection connection)
    {
        var (messages, bytes) = connection.Queue.Waiting;
        if (!connection.Queue.Close())
        {
            return;
        }

        // Logged first: when the connection ends, its reason is already in the log.
        metrics.SlowConsumer();
        if (Interlocked.Exchange(ref logged, 1) == 0)
        {
            RealtimeLog.SlowConsumer(logger, connection.Id, hub, messages, bytes);
        }
        else
        {
            Interlocked.Increment(ref unlogged);
        }

        connection.Context.Abort();

        // The framework would still try to say goodbye, through the very socket that takes nothing.
        connection.Context.Features.Get<IConnectionLifetimeFeature>()?.Abort();
    }
}
