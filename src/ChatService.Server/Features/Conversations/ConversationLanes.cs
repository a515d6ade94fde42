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

    /// <summary>Recognises what it has done before, so that it may run again when nobody knows whether its commit was made.</summary>
    bool IsRepeatable => ClientMessageId is not null;

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

    // Callers are answered within 5 s, whatever the store does; the rest is for the way back.
    private static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(4.5);

    private readonly Channel<LaneItem>[] lanes;
    private readonly Sidings<LaneItem> sidings;
    private readonly WriteSession session;
    private readonly IReadOnlyList<IConversationReaction> reactions;

    public ConversationLanes(WriteSession session, IStorageEngine engine, IEnumerable<IConversationReaction> reactions)
    {
        ArgumentNullException.ThrowIfNull(engine);
        this.session = session;
        this.reactions = [.. reactions];
        sidings = new Sidings<LaneItem>(items => CommitAsync(items, LockWaiting.Patient));
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

        return AnswerAsync(item, cancellationToken);
    }

    /// <summary>For work over many conversations at once (routing, a lost agent): its own transaction, the same rules. It may be run again before it is committed.</summary>
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

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.WhenAll(lanes.Select(lane => Task.Run(() => DriveAsync(lane, stoppingToken), CancellationToken.None)));
        await sidings.EndedAsync();
    }

    private static async Task<Outcome<T>> AnswerAsync<T>(LaneItem<T> item, CancellationToken cancellationToken)
    {
        try
        {
            return await item.Result.WaitAsync(AnswerWithin, cancellationToken);
        }
        catch (TimeoutException)
        {
            item.Leave();
            throw new RefusedException(Refusal.Unavailable);
        }
    }

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
                    if (!sidings.TryJoin(item.LaneKey, item))
                    {
                        items.Add(item);
                    }
                }

                await CommitAsync(items, LockWaiting.Skip);
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

    private async Task CommitAsync(List<LaneItem> items, LockWaiting waiting)
    {
        // Whoever was told that this cannot be done now must not find it done later.
        items.RemoveAll(item => item.IsLeft);
        if (items.Count == 0)
        {
            return;
        }

        try
        {
            var locked = await TransactAsync(items, waiting);
            foreach (var item in items.Except(locked))
            {
                item.Complete();
            }

            PutAside(locked);
        }
        catch (RowLockedException) when (waiting == LockWaiting.Skip && items.Count == 1)
        {
            PutAside(items);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            var again = items.Where(item => IsWorthAnother(item, exception, items.Count)).ToList();
            items.Except(again).ToList().ForEach(item => item.Fail(exception));
            foreach (var item in again.Where(item => waiting == LockWaiting.Patient || !sidings.TryJoin(item.LaneKey, item)))
            {
                await CommitAsync([item], waiting);
            }
        }
    }

    private static bool IsWorthAnother(LaneItem item, Exception exception, int mates) => exception switch
    {
        UnknownCommitException => item.IsRepeatable && item.Repeats(),
        RefusedException and not RowLockedException => false,
        _ => mates > 1,
    };

    private void PutAside(IEnumerable<LaneItem> items)
    {
        foreach (var same in items.GroupBy(item => item.LaneKey))
        {
            sidings.Open(same.Key, same);
        }
    }

    // Answers those whose conversation somebody else holds: nothing was done for them.
    private Task<List<LaneItem>> TransactAsync(List<LaneItem> items, LockWaiting waiting) => session.RunAsync(
        new RowLocks(ConversationsModel.Table, [.. items.Select(i => i.ConversationId).OfType<Guid>().Distinct()], waiting),
        async (scope, token) =>
        {
            var locked = waiting == LockWaiting.Skip ? items.FindAll(i => i.ConversationId is { } id && !scope.Holds(id)) : [];
            var mine = locked.Count == 0 ? items : [.. items.Except(locked)];
            var batch = new ConversationBatch(scope, reactions);
            await batch.LoadAsync(mine.Where(i => i.ConversationId is not null).Select(i => i.ConversationId!.Value), token);
            await batch.PrefetchMessagesAsync(
                [.. mine.Where(i => i is { ConversationId: not null, ClientMessageId: not null }).Select(i => (i.ConversationId!.Value, i.ClientMessageId!.Value))],
                token);
            foreach (var item in mine)
            {
                await item.ExecuteAsync(batch, token);
                await batch.SettleAsync(token);
            }

            return locked;
        },
        // Nobody's leaving may cancel the others in the batch.
        CancellationToken.None);

    private abstract class LaneItem
    {
        // A commit that stays unknown this often belongs to a store that is not there.
        private const int MostRepeats = 3;

        private int repeats;
        private volatile bool isLeft;

        public abstract Guid LaneKey { get; }
        public abstract bool IsRepeatable { get; }
        public bool IsLeft => isLeft;
        public abstract Guid? ConversationId { get; }
        public abstract Guid? ClientMessageId { get; }
        public abstract Task ExecuteAsync(ConversationBatch batch, CancellationToken cancellationToken);
        public abstract void Complete();
        public abstract void Fail(Exception exception);
        public void Leave() => isLeft = true;
        public bool Repeats() => ++repeats <= MostRepeats && !isLeft;
    }

    private sealed class LaneItem<T>(IConversationCommand<T> command) : LaneItem
    {
        private readonly TaskCompletionSource<Outcome<T>> completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private Outcome<T> outcome;

        public Task<Outcome<T>> Result => completion.Task;
        public override Guid LaneKey => command.LaneKey;
        public override bool IsRepeatable => command.IsRepeatable;
        public override Guid? ConversationId => command.ConversationId;
        public override Guid? ClientMessageId => command.ClientMessageId;

        public override async Task ExecuteAsync(ConversationBatch batch, CancellationToken cancellationToken) =>
            outcome = await command.ExecuteAsync(batch, cancellationToken);

        public override void Complete() => completion.TrySetResult(outcome);

        public override void Fail(Exception exception) => completion.TrySetException(exception);
    }
}
