using ChatService.Contracts;
using ChatService.Server.Platform.Errors;
using ChatService.Server.Platform.Observability;
using ChatService.Server.Platform.Storage;
using ChatService.Server.Platform.Storage.Rows;

namespace ChatService.Server.Features.Conversations;

/// <summary>A change of one conversation, decided inside its lane's transaction.</summary>
public interface IConversationCommand<T>
{
    /// <summary>Which conversation; for a start, the contact: nothing else of the same is decided at the same time.</summary>
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
/// The append lanes: each takes what has queued up while others were under way (<see cref="Lanes{TItem}"/>), and commits it as one transaction.
/// One command that fails does not fail its batch-mates: they are then run one by one.
/// </summary>
public sealed class ConversationLanes : BackgroundService
{
    /// <summary>For each lane that there may be. Bounds memory: at 32 KB a message 4 096 waiting commands are at most 128 MB. More are refused as retryable.</summary>
    public const int MaxWaiting = 4_096;

    // A transaction costs about as much as two and a half messages in it: at 128 its share is a fiftieth of one.
    private const int MaxBatch = 128;

    // A full lane is some seconds of work; those who are refused must not come back together.
    private const int RetryWithinSeconds = 4;

    // Callers are answered within 5 s, whatever the store does; the rest is for the way back.
    private static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(4.5);

    // A few times what a full transaction takes while all is well, and before anybody notices.
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(100);

    private readonly Lanes<LaneItem> lanes;
    private readonly Sidings<LaneItem> sidings;
    private readonly WriteSession session;
    private readonly IReadOnlyList<IConversationReaction> reactions;
    private readonly ConversationMetrics metrics;

    public ConversationLanes(WriteSession session, IStorageEngine engine, IEnumerable<IConversationReaction> reactions, ConversationMetrics metrics)
    {
        ArgumentNullException.ThrowIfNull(engine);
        ArgumentNullException.ThrowIfNull(metrics);
        this.session = session;
        this.metrics = metrics;
        this.reactions = [.. reactions];
        sidings = new Sidings<LaneItem>(items => CommitAsync(items, LockWaiting.Patient));
        var limits = new LaneLimits(engine.Lanes, MaxWaiting * engine.Lanes, MaxBatch, Patience);
        lanes = new Lanes<LaneItem>(limits, item => item.LaneKey, CommitTakenAsync);
        metrics.Observe(() => lanes.Waiting, limits.MostWaiting);
    }

    /// <summary>Queues the command and answers after its commit. <see cref="RefusedException"/> (unavailable) when too many wait or the store is away.</summary>
    public async Task<Outcome<T>> RunAsync<T>(IConversationCommand<T> command, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(command);
        using var span = Tracing.Source.StartActivity("lane");
        var item = new LaneItem<T>(command, span);
        if (!lanes.TryAdd(item))
        {
            metrics.LaneWasFull();
            throw new RefusedException(Busy());
        }

        try
        {
            return await item.Result.WaitAsync(AnswerWithin, cancellationToken);
        }
        catch (TimeoutException)
        {
            item.Leave();
            metrics.AnsweredTooLate();
            throw new RefusedException(Refusal.Unavailable);
        }
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

    public override void Dispose()
    {
        lanes.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        lanes.Open();
        await Task.Delay(Timeout.InfiniteTimeSpan, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

        // From here on nothing is taken in that nobody would answer.
        foreach (var item in lanes.Close())
        {
            item.Fail(new RefusedException(Refusal.Unavailable));
        }

        await lanes.EndedAsync();
        await sidings.EndedAsync();
    }

    private static Refusal Busy()
    {
        var seconds = Random.Shared.Next(1, RetryWithinSeconds + 1);
        return new Refusal(ErrorCode.Unavailable, $"The server is busy. Nothing was changed; send it again in {seconds} s.") { RetryAfter = TimeSpan.FromSeconds(seconds) };
    }

    private Task CommitTakenAsync(List<LaneItem> items)
    {
        items.RemoveAll(item => sidings.TryJoin(item.LaneKey, item));
        return CommitAsync(items, LockWaiting.Skip);
    }

    private async Task CommitAsync(List<LaneItem> items, LockWaiting waiting)
    {
        // Whoever was told that this cannot be done now must not find it done later.
        items.RemoveAll(item => item.IsLeft);
        if (items.Count == 0)
        {
            return;
        }

        using var span = Tracing.StartBatch("lane.commit", items.Select(item => item.Span));
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
    private Task<List<LaneItem>> TransactAsync(List<LaneItem> items, LockWaiting waiting)
    {
        List<Guid> ids = [.. items.Select(item => item.ConversationId).OfType<Guid>().Distinct().Order()];
        List<LaneItem> asked = [.. items.Where(item => item is { ConversationId: not null, ClientMessageId: not null })];
        return session.RunAsync(
            ConversationBatch.Begin(ids, waiting, reactions, asked.Count == 0 ? [] : [StoredBefore(asked)]),
            async (scope, token) =>
            {
                var locked = waiting == LockWaiting.Skip ? items.FindAll(i => i.ConversationId is { } id && !scope.Holds(id)) : [];
                metrics.Batch(items.Count - locked.Count);
                var batch = new ConversationBatch(scope, reactions);
                await batch.AdoptAsync(token);
                foreach (var item in locked.Count == 0 ? items : items.Except(locked))
                {
                    await item.ExecuteAsync(batch, token);
                    await batch.SettleAsync(token);
                }

                return locked;
            },
            // Nobody's leaving may cancel the others in the batch.
            CancellationToken.None);
    }

    private static RowQuery StoredBefore(List<LaneItem> items) =>
        ConversationBatch.StoredBefore([.. items.Select(item => item.ConversationId!.Value)], [.. items.Select(item => item.ClientMessageId!.Value)]);
}
