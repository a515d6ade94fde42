using System.Diagnostics;
using System.Threading.Channels;
using ChatService.Server.Features.Conversations;
using ChatService.Server.Gateway.Audience;
using ChatService.Server.Gateway.Healing;
using ChatService.Server.Platform.Errors;
using ChatService.Server.Platform.Observability;
using ChatService.Server.Platform.Storage;

namespace ChatService.Server.Gateway;

/// <summary>Turns one kind of committed event into words on the wire for an audience.</summary>
public interface IEventPush
{
    /// <summary>Sends what this event means to clients; does nothing for events that are not its own.</summary>
    Task PushAsync(object happened, CancellationToken cancellationToken);

    /// <summary>Called when the queue of this shard has run dry: what was collected is sent now.</summary>
    Task FlushAsync(int shard, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Ends when all that was pushed before has gone out, for a push that gathers; false when some of it has not.</summary>
    Task<bool> SentAsync() => Task.FromResult(true);

    /// <summary>Nothing more is pushed. Ends when nothing is under way any more: what it reads with is disposed afterwards.</summary>
    Task StopAsync() => Task.CompletedTask;
}

/// <summary>
/// From committed events to pushes. Events of one conversation keep their order; conversations do not wait for each other's shard.
/// A push is a hint: what is lost here is found by <see cref="GapHealing"/>, so a full queue drops rather than holds the commit back.
/// </summary>
public sealed partial class EventFanout : BackgroundService, ICommitListener
{
    /// <summary>Events with the same conversation go through the same shard.</summary>
    public const int Shards = 4;

    // About a minute of the highest measured load; beyond it memory matters more than the hint.
    private const int MaxWaiting = 65_536;

    private readonly Channel<Committal>[] shards;
    private readonly IEventPush[] pushes;
    private readonly AudienceRights rights;
    private readonly Told told;
    private readonly CallMetrics metrics;
    private readonly ILogger<EventFanout> logger;
    private long dropped;
    private long failed;

    public EventFanout(IEnumerable<IEventPush> pushes, AudienceRights rights, Told told, CallMetrics metrics, ILogger<EventFanout> logger)
    {
        this.pushes = [.. pushes];
        (this.rights, this.told, this.metrics, this.logger) = (rights, told, metrics, logger);
        shards = [.. Enumerable.Range(0, Shards).Select(_ => Channel.CreateBounded<Committal>(new BoundedChannelOptions(MaxWaiting) { SingleReader = true }))];
    }

    /// <summary>Hints that were dropped because a shard was full.</summary>
    public long Dropped => Interlocked.Read(ref dropped);

    /// <summary>Events that clients were not told of, or not by all who push: dropped, or their push failed.</summary>
    public long Missed => Dropped + Interlocked.Read(ref failed);

    /// <summary>The shard of a conversation.</summary>
    public static int ShardOf(Guid conversationId) => (int)((uint)conversationId.GetHashCode() % Shards);

    public void Committed(IReadOnlyList<object> events)
    {
        ArgumentNullException.ThrowIfNull(events);
        var cause = Tracing.Cause;
        foreach (var happened in events)
        {
            var shard = happened is ConversationEvent conversation ? ShardOf(conversation.ConversationId) : 0;
            if (!shards[shard].Writer.TryWrite(new Committal(happened, cause)))
            {
                Drop();
            }
        }
    }

    private void Drop()
    {
        metrics.Dropped();
        if (Interlocked.Increment(ref dropped) % 1_000 == 1)
        {
            HintsDropped(Dropped);
        }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await Task.WhenAll(pushes.Select(push => push.StopAsync()));
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(Enumerable.Range(0, Shards).Select(shard => Task.Run(() => DriveAsync(shard, stoppingToken), CancellationToken.None)));

    private async Task DriveAsync(int shard, CancellationToken stoppingToken)
    {
        var reader = shards[shard].Reader;
        var burst = new Burst();
        try
        {
            while (await reader.WaitToReadAsync(stoppingToken))
            {
                for (var taken = 0; taken < 512 && reader.TryRead(out var next); taken++)
                {
                    // Completed but for the moment after a right has changed.
                    await rights.SettledAsync().WaitAsync(stoppingToken);
                    using var span = Tracing.StartAfter("fanout", next.Cause);
                    burst.Add(next.Happened, await EachAsync(push => push.PushAsync(next.Happened, stoppingToken)));
                }

                if (!await EachAsync(push => push.FlushAsync(shard, stoppingToken)))
                {
                    burst.FailAll();
                }

                _ = NoteAsync(burst.Take());
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Clients resume by seq elsewhere.
        }
    }

    // Only what every push got through, and when it has gone out: the rest is told by whoever compares with the store.
    private async Task NoteAsync((Guid Conversation, long At)[] moments)
    {
        if ((await Task.WhenAll(pushes.Select(push => push.SentAsync()))).All(sent => sent))
        {
            told.Conversations.Note(moments);
        }
        else
        {
            Failed();
        }
    }

    private void Failed()
    {
        Interlocked.Increment(ref failed);
        metrics.PushFailed();
    }

    // False when one of them failed; the others have had their turn all the same.
    private async Task<bool> EachAsync(Func<IEventPush, Task> act)
    {
        var all = true;
        foreach (var push in pushes)
        {
            try
            {
                await act(push);
            }
            catch (RefusedException)
            {
                // The store is away, so there is nothing to read for it.
                all = false;
            }
            catch (Exception exception) when (exception is not (OutOfMemoryException or OperationCanceledException))
            {
                all = false;
                PushFailed(exception, push.GetType().Name);
            }
        }

        if (!all)
        {
            Failed();
        }

        return all;
    }

    private readonly record struct Committal(object Happened, ActivityContext Cause);

    [LoggerMessage(2101, LogLevel.Error, "Push {Push} failed")]
    private partial void PushFailed(Exception exception, string push);

    [LoggerMessage(2102, LogLevel.Warning, "{Count} hints were dropped: pushing is slower than committing")]
    private partial void HintsDropped(long count);

    // What a shard has pushed since its last flush, by moment: one that failed spoils its whole moment.
    private sealed class Burst
    {
        private readonly HashSet<(Guid Conversation, long At)> pushed = [];
        private readonly HashSet<(Guid Conversation, long At)> failed = [];

        public void Add(object happened, bool isTold)
        {
            if (happened is ConversationEvent conversation)
            {
                (isTold ? pushed : failed).Add((conversation.ConversationId, conversation.At.ToUnixTimeMilliseconds()));
            }
        }

        public void FailAll() => pushed.Clear();

        public (Guid Conversation, long At)[] Take()
        {
            pushed.ExceptWith(failed);
            (Guid, long)[] taken = [.. pushed];
            pushed.Clear();
            failed.Clear();
            return taken;
        }
    }
}
