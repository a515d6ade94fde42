using System.Threading.Channels;
using ChatService.Server.Platform.Errors;
using ChatService.Server.Platform.Storage;

namespace ChatService.Server.Features.Conversations;

/// <summary>A change of one conversation, decided inside its lane's transaction.</summary>
public interface IConversationCommand<T>
{
    /// <summary>Which conversation; for a start, the contact: both hash to a lane.</summary>
    Guid LaneKey { get; }

    /// <summary>The conversation to load first, if there is one.</summary>
    Guid? ConversationId { get; }

    /// <summary>The message id that a resend would repeat.</summary>
    Guid? ClientMessageId { get; }

    /// <summary>Decides. A refusal must leave everything as it was.</summary>
    ValueTask<Outcome<T>> ExecuteAsync(ConversationBatch batch, CancellationToken cancellationToken);
}

/// <summary>
/// The append lanes: each takes what has queued up while its last commit was under way, at most <see cref="MaxBatch"/> commands, and commits it as one transaction.
/// One command that fails does not fail its batch-mates: they are then run one by one.
/// </summary>
public sealed class ConversationLanes : BackgroundService
{
    private const int MaxBatch = 256;

    // Bounds memory: at 32 KB a message 4 096 waiting commands are at most 128 MB. More are refused as retryable.
    private const int MaxWaiting = 4_096;

    private readonly Channel<LaneItem>[] lanes;
    private readonly WriteSession session;
    private readonly IReadOnlyList<IConversationReaction> reactions;

    public ConversationLanes(WriteSession session, IStorageEngine engine, IEnumerable<IConversationReaction> reactions)
    {
        ArgumentNullException.ThrowIfNull(engine);
        this.session = session;
        this.reactions = [.. reactions];
        lanes = [.. Enumerable.Range(0, engine.Lanes).Select(_ => Channel.CreateBounded<LaneItem>(
            new BoundedChannelOptions(MaxWaiting) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait }))];
    }

    /// <summary>Queues the command and answers after its commit. <see cref="RefusedException"/> (unavailable) when the lane is full or the store is away.</summary>
    public Task<Outcome<T>> RunAsync<T>(IConversationCommand<T> command, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(command);
        var item = new LaneItem<T>(command);
        var lane = lanes[(uint)command.LaneKey.GetHashCode() % (uint)lanes.Length];
        if (!lane.Writer.TryWrite(item))
        {
            throw new RefusedException(Refusal.Unavailable);
        }

        return item.Result.WaitAsync(cancellationToken);
    }

    /// <summary>For work over many conversations at once (routing, a lost agent): its own transaction, the same rules.</summary>
    public Task<T> RunManyAsync<T>(Func<ConversationBatch, CancellationToken, Task<T>> work, CancellationToken cancellationToken) =>
        session.RunAsync(
            async (scope, token) =>
            {
                var batch = new ConversationBatch(scope, reactions);
                var result = await work(batch, token);
                await batch.SettleAsync(token);
                return result;
            },
            cancellationToken);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(lanes.Select(lane => Task.Run(() => DriveAsync(lane, stoppingToken), CancellationToken.None)));

    private async Task DriveAsync(Channel<LaneItem> channel, CancellationToken stoppingToken)
    {
        var lane = channel.Reader;
        var items = new List<LaneItem>(MaxBatch);
        try
        {
            while (await lane.WaitToReadAsync(stoppingToken))
            {
                items.Clear();
                while (items.Count < MaxBatch && lane.TryRead(out var item))
                {
                    items.Add(item);
                }

                await CommitAsync(items);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // From here on nothing is taken in that nobody would answer.
            channel.Writer.TryComplete();
            while (lane.TryRead(out var item))
            {
                item.Fail(new RefusedException(Refusal.Unavailable));
            }
        }
    }

    private async Task CommitAsync(List<LaneItem> items)
    {
        try
        {
            await TransactAsync(items);
            items.ForEach(item => item.Complete());
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            if (items.Count == 1 || exception is RefusedException)
            {
                items.ForEach(item => item.Fail(exception));
                return;
            }

            foreach (var item in items)
            {
                await CommitAsync([item]);
            }
        }
    }

    private Task TransactAsync(List<LaneItem> items) => session.RunAsync(
        async (scope, token) =>
        {
            var batch = new ConversationBatch(scope, reactions);
            await batch.LoadAsync(items.Where(i => i.ConversationId is not null).Select(i => i.ConversationId!.Value), token);
            await batch.PrefetchMessagesAsync(
                [.. items.Where(i => i is { ConversationId: not null, ClientMessageId: not null }).Select(i => (i.ConversationId!.Value, i.ClientMessageId!.Value))],
                token);
            foreach (var item in items)
            {
                await item.ExecuteAsync(batch, token);
                await batch.SettleAsync(token);
            }
        },
        // Nobody's leaving may cancel the others in the batch.
        CancellationToken.None);

    private abstract class LaneItem
    {
        public abstract Guid? ConversationId { get; }
        public abstract Guid? ClientMessageId { get; }
        public abstract Task ExecuteAsync(ConversationBatch batch, CancellationToken cancellationToken);
        public abstract void Complete();
        public abstract void Fail(Exception exception);
    }

    private sealed class LaneItem<T>(IConversationCommand<T> command) : LaneItem
    {
        private readonly TaskCompletionSource<Outcome<T>> completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private Outcome<T> outcome;

        public Task<Outcome<T>> Result => completion.Task;
        public override Guid? ConversationId => command.ConversationId;
        public override Guid? ClientMessageId => command.ClientMessageId;

        public override async Task ExecuteAsync(ConversationBatch batch, CancellationToken cancellationToken) =>
            outcome = await command.ExecuteAsync(batch, cancellationToken);

        public override void Complete() => completion.TrySetResult(outcome);

        public override void Fail(Exception exception) => completion.TrySetException(exception);
    }
}
