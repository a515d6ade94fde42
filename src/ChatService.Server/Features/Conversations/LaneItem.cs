using System.Diagnostics;
using ChatService.Server.Platform.Errors;

namespace ChatService.Server.Features.Conversations;

/// <summary>One command in a lane, from its caller to its answer.</summary>
internal abstract class LaneItem(Activity? span)
{
    // A commit that stays unknown this often belongs to a store that is not there.
    private const int MostRepeats = 3;

    private int repeats;
    private volatile bool isLeft;

    /// <summary>From queueing to the answer; null when nobody traces it.</summary>
    public Activity? Span { get; } = span;

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

/// <summary>A command that answers with a <typeparamref name="T"/>.</summary>
internal sealed class LaneItem<T>(IConversationCommand<T> command, Activity? span) : LaneItem(span)
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
