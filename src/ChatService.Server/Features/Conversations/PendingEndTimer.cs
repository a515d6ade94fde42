using ChatService.Server.Features.Agents;
using ChatService.Server.Platform.Timers;

namespace ChatService.Server.Features.Conversations;

/// <summary>Carries out a pending end at its time, with the rights that its agent has then.</summary>
public sealed class PendingEndTimer(EndConversation closing, TransferConversation transferring, AgentDirectory agents) : IConversationTimerHandler
{
    public IReadOnlyCollection<string> Kinds { get; } = [PendingEnds.Timer];

    public async ValueTask FireAsync(ConversationUnit unit, DurableTimer timer, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(unit);
        if (unit.Conversation.Ending is not { } end)
        {
            return;
        }

        var isDone = agents.FindEnabled(end.AgentId) is { } agent && await CarryAsync(unit, new AgentCaller(agent), end, cancellationToken);
        if (!isDone)
        {
            unit.DropEnd(Actor.System, "refused");
        }
    }

    private async ValueTask<bool> CarryAsync(ConversationUnit unit, AgentCaller agent, PendingEnd end, CancellationToken cancellationToken) =>
        agent.Agent.CanSee(unit.Conversation)
        && (end.Kind == PendingEnd.Close
            ? closing.Carry(unit, agent, end)
            : await transferring.CarryAsync(unit, agent, end, cancellationToken)).IsOk;
}
