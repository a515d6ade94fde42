using ChatService.Realtime.Nodes;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace ChatService.Realtime.Redis;

/// <summary>
/// The wire over Redis: one connection, one channel, one subscription per node, whatever the number of clients and groups. Nothing rests on the subscription being alive:
/// <see cref="NodeLink"/> sees its own beacons come back or asks for a new wire.
/// </summary>
internal sealed class RedisBackplane : IBackplane
{
    // A quarter of a second between attempts: clients must be whole again two seconds after Redis is.
    private static readonly TimeSpan RetryAfter = TimeSpan.FromMilliseconds(250);

    private readonly ConfigurationOptions configuration;
    private readonly RedisChannel channel;
    private readonly TimeProvider time;
    private readonly ILogger logger;
    private readonly CancellationTokenSource stopping = new();
    private readonly SemaphoreSlim renewal = new(0, 1);
    private Action<ReadOnlyMemory<byte>> received = _ => { };
    private Action broken = () => { };
    private Task running = Task.CompletedTask;
    private volatile ISubscriber? current;

    public RedisBackplane(RealtimeOptions options, TimeProvider time, ILogger<RedisBackplane> logger)
    {
        configuration = RedisSettings.Parse(options.Redis ?? string.Empty);
        configuration.ClientName = "chatservice-" + RedisSettings.ClientName(options.NodeId);
        configuration.ReconnectRetryPolicy = new LinearRetry((int)RetryAfter.TotalMilliseconds);
        channel = new RedisChannel(options.Channel, RedisChannel.PatternMode.Literal);
        (this.time, this.logger) = (time, logger);
    }

    public void Open(Action<ReadOnlyMemory<byte>> received, Action broken)
    {
        (this.received, this.broken) = (received, broken);
        running = Task.Run(() => RunAsync(stopping.Token));
    }

    public Task PublishAsync(byte[] frame) =>
        current is { } subscriber ? subscriber.PublishAsync(channel, frame) : Task.FromException(new IOException("Redis is not connected."));

    public void Renew()
    {
        if (renewal.CurrentCount == 0)
        {
            renewal.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await running;
        stopping.Dispose();
        renewal.Dispose();
    }

    private async Task RunAsync(CancellationToken cancellationToken)
    {
        string? told = null;
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await ServeAsync(cancellationToken);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception) when (exception is not OutOfMemoryException)
            {
                // By name only: its text may hold what the operator wrote into the connection string. Once, until it is something else.
                if (told != (told = exception.GetType().Name))
                {
                    RealtimeLog.RedisFailed(logger, told);
                }

                await Task.Delay(RetryAfter, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    // One wire, until a new one is asked for. A connection that breaks is mended by the library; its subscription, too, mostly.
    private async Task ServeAsync(CancellationToken cancellationToken)
    {
        var connection = await ConnectionMultiplexer.ConnectAsync(configuration);
        try
        {
            var subscriber = connection.GetSubscriber();
            connection.ConnectionFailed += (_, _) => Failed(subscriber);
            var subscribing = subscriber.SubscribeAsync(channel, (_, value) => Heard(subscriber, value));
            current = subscriber;
            _ = subscribing.ContinueWith(
                failed => RealtimeLog.RedisFailed(logger, failed.Exception!.InnerException!.GetType().Name),
                CancellationToken.None,
                TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously,
                TaskScheduler.Default);

            // One that was asked for while this one was being built is this one.
            await renewal.WaitAsync(TimeSpan.Zero, CancellationToken.None);
            await renewal.WaitAsync(cancellationToken);
        }
        finally
        {
            current = null;
            broken();

            // Closing may wait for a peer that no longer answers; nobody needs to wait for that.
            _ = Task.Run(() => connection.Dispose(), CancellationToken.None);
        }
    }

    // What happens to an earlier wire, such as being closed, says nothing about this one.
    private void Failed(ISubscriber by)
    {
        if (ReferenceEquals(by, current))
        {
            broken();
        }
    }

    private void Heard(ISubscriber by, RedisValue value)
    {
        // An earlier wire may still have something to say; what it says is told by the new one, or counts as missed.
        if (ReferenceEquals(by, current) && (byte[]?)value is { } frame)
        {
            received(frame);
        }
    }
}
