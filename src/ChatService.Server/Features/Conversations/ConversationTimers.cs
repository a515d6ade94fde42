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
        await lanes.RunAsync(new Fire(timer, byKind), cancellationToken);
    }

    // What else of this conversation is due by now fires along, in the order of its time: at 30 s that is the breach, a step and a reply, in one transaction instead of three.
    private sealed class Fire(TimerArmed armed, Dictionary<string, IConversationTimerHandler> handlers) : IConversationCommand<Empty>
    {
        public Guid LaneKey => armed.ConversationId!.Value;
        public Guid? ConversationId => armed.ConversationId;
        public Guid? ClientMessageId => null;

        // A timer that has ended changes nothing.
        public bool IsRepeatable => true;

        public async ValueTask<Outcome<Empty>> ExecuteAsync(ConversationBatch batch, CancellationToken cancellationToken)
        {
            if (batch.Find(armed.ConversationId!.Value) is not { } unit)
            {
                return Empty.Value;
            }

            List<DurableTimer> due = [.. unit.Armed.Where(t => t.DueAt <= unit.Now && handlers.ContainsKey(t.Kind)).OrderBy(t => t.DueAt).ThenBy(t => t.Id)];
            foreach (var timer in due)
            {
                // One may have cancelled the next.
                if (timer.End(TimerState.Fired, unit.Now))
                {
                    await handlers[timer.Kind].FireAsync(unit, timer, cancellationToken);
                    await batch.SettleAsync(cancellationToken);
                }
            }

            return Empty.Value;
        }
    }
}
