using System.Threading.Channels;
using ChatService.Server.Features.Conversations;
using ChatService.Server.Platform.Errors;
using ChatService.Server.Platform.Storage;

namespace ChatService.Server.Gateway;

/// <summary>Turns one kind of committed event into words on the wire for an audience.</summary>
public interface IEventPush
{
    /// <summary>Sends what this event means to clients; does nothing for events that are not its own.</summary>
    Task PushAsync(object happened, CancellationToken cancellationToken);

    /// <summary>Called when the queue of this shard has run dry: what was collected is sent now.</summary>
    Task FlushAsync(int shard, CancellationToken cancellationToken) => Task.CompletedTask;
}

/// <summary>
/// From committed events to pushes. Events of one conversation keep their order; conversations do not wait for each other's shard.
/// A push is a hint: what is lost here is healed by seq, so a full queue drops rather than holds the commit back.
/// </summary>
public sealed partial class EventFanout : BackgroundService, ICommitListener
{
    /// <summary>Events with the same conversation go through the same shard.</summary>
    public const int Shards = 4;

    // About a minute of the highest measured load; beyond it memory matters more than the hint.
    private const int MaxWaiting = 65_536;

    private readonly Channel<object>[] shards;
    private readonly IEventPush[] pushes;
    private readonly ILogger<EventFanout> logger;
    private long dropped;

    public EventFanout(IEnumerable<IEventPush> pushes, ILogger<EventFanout> logger)
    {
        this.pushes = [.. pushes];
        this.logger = logger;
        shards = [.. Enumerable.Range(0, Shards).Select(_ => Channel.CreateBounded<object>(new BoundedChannelOptions(MaxWaiting) { SingleReader = true }))];
    }

    /// <summary>Hints that were dropped because a shard was full.</summary>
    public long Dropped => Interlocked.Read(ref dropped);

    /// <summary>The shard of a conversation.</summary>
    public static int ShardOf(Guid conversationId) => (int)((uint)conversationId.GetHashCode() % Shards);

    public void Committed(IReadOnlyList<object> events)
    {
        ArgumentNullException.ThrowIfNull(events);
        foreach (var happened in events)
        {
            var shard = happened is ConversationEvent conversation ? ShardOf(conversation.ConversationId) : 0;
            if (!shards[shard].Writer.TryWrite(happened) && Interlocked.Increment(ref dropped) % 1_000 == 1)
            {
                HintsDropped(Dropped);
            }
        }
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(Enumerable.Range(0, Shards).Select(shard => Task.Run(() => DriveAsync(shard, stoppingToken), CancellationToken.None)));

    private async Task DriveAsync(int shard, CancellationToken stoppingToken)
    {
        var reader = shards[shard].Reader;
        try
        {
            while (await reader.WaitToReadAsync(stoppingToken))
            {
                for (var taken = 0; taken < 512 && reader.TryRead(out var happened); taken++)
                {
                    await EachAsync(push => push.PushAsync(happened, stoppingToken));
                }

                await EachAsync(push => push.FlushAsync(shard, stoppingToken));
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Clients resume by seq elsewhere.
        }
    }

    private async Task EachAsync(Func<IEventPush, Task> act)
    {
        foreach (var push in pushes)
        {
            try
            {
                await act(push);
            }
            catch (RefusedException)
            {
                // The store is away, so there is nothing to read for it. A push is a hint: clients find out when they resume.
            }
            catch (Exception exception) when (exception is not (OutOfMemoryException or OperationCanceledException))
            {
                PushFailed(exception, push.GetType().Name);
            }
        }
    }

    [LoggerMessage(2101, LogLevel.Error, "Push {Push} failed")]
    private partial void PushFailed(Exception exception, string push);

    [LoggerMessage(2102, LogLevel.Warning, "{Count} hints were dropped: pushing is slower than committing")]
    private partial void HintsDropped(long count);
}
