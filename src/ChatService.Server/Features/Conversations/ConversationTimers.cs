using ChatService.Contracts;
using ChatService.Server.Platform.Errors;
using ChatService.Server.Platform.Timers;

namespace ChatService.Server.Features.Conversations;

/// <summary>What happens when a conversation's timer is due, inside the transaction that marks it fired.</summary>
public interface IConversationTimerHandler
{
    /// <summary>The kinds it handles.</summary>
    IReadOnlyCollection<string> Kinds { get; }

    /// <summary>Effects of the timer.</summary>
    ValueTask FireAsync(ConversationUnit unit, DurableTimer timer, CancellationToken cancellationToken);
}

/// <summary>Fires a conversation's timers through its lane, so that an answer at the same millisecond and the timer are one after the other.</summary>
public sealed class ConversationTimerRunner(ConversationLanes lanes, IEnumerable<IConversationTimerHandler> handlers) : ITimerRunner
{
    private readonly Dictionary<string, IConversationTimerHandler> byKind =
        handlers.SelectMany(h => h.Kinds.Select(kind => (kind, h))).ToDictionary(p => p.kind, p => p.h, StringComparer.Ordinal);

    public bool Runs(string kind, Guid? conversationId) => conversationId is not null && byKind.ContainsKey(kind);

    public async Task FireAsync(TimerArmed timer, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(timer);
        await lanes.RunAsync(new Fire(timer, byKind[timer.Kind]), cancellationToken);
    }

    private sealed class Fire(TimerArmed armed, IConversationTimerHandler handler) : IConversationCommand<Empty>
    {
        public Guid LaneKey => armed.ConversationId!.Value;
        public Guid? ConversationId => armed.ConversationId;
        public Guid? ClientMessageId => null;

        public async ValueTask<Outcome<Empty>> ExecuteAsync(ConversationBatch batch, CancellationToken cancellationToken)
        {
            var unit = batch.Find(armed.ConversationId!.Value);
            var timer = unit?.Armed.FirstOrDefault(t => t.Id == armed.Id);
            if (unit is not null && timer is not null && timer.DueAt <= unit.Now && timer.End(TimerState.Fired, unit.Now))
            {
                await handler.FireAsync(unit, timer, cancellationToken);
            }

            return Empty.Value;
        }
    }
}
