using ChatService.Server.Features.Conversations;
using ChatService.Server.Platform.Timers;

namespace ChatService.Server.Features.Sla;

/// <summary>Due times and steps, in the transaction that marks their timer fired. Both do whatever is due by then, so their order does not matter.</summary>
internal sealed class SlaTimers(SlaClocks clocks) : IConversationTimerHandler
{
    public IReadOnlyCollection<string> Kinds { get; } = [SlaClocks.DueTimer, SlaClocks.StepTimer];

    public async ValueTask FireAsync(ConversationUnit unit, DurableTimer timer, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(unit);
        ArgumentNullException.ThrowIfNull(timer);
        var open = ConversationClocks.Of(unit);
        if (open.Find(timer.SubjectId) is { } clock)
        {
            await clocks.RunAsync(unit, clock, cancellationToken);
            open.ShowOn(unit.Conversation);
        }
    }
}
