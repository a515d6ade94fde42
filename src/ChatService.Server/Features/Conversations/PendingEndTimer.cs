using ChatService.Server.Features.Agents;
using ChatService.Server.Platform.Timers;

namespace ChatService.Server.Features.Conversations;

/// <summary>Carries out a pending end at its time, with the rights that its agent has then.</summary>
public sealed class PendingEndTimer(EndConversation closing, TransferConversation transferring, AgentDirectory agents) : IConversationTimerHandler
{
    public IReadOnlyCollection<string> Kinds { get; } = [PendingEnds.Timer];

    public ValueTask FireAsync(ConversationUnit unit, DurableTimer timer, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(unit);
        if (unit.Conversation.Ending is not { } end)
        {
            return ValueTask.CompletedTask;
        }

        var isDone = agents.FindEnabled(end.AgentId) is { } agent && Carry(unit, new AgentCaller(agent), end);
        if (!isDone)
        {
            unit.DropEnd(Actor.System, "refused");
        }

        return ValueTask.CompletedTask;
    }

    private bool Carry(ConversationUnit unit, AgentCaller agent, PendingEnd end) =>
        agent.Agent.CanSee(unit.Conversation)
        && (end.Kind == PendingEnd.Close ? closing.Carry(unit, agent, end) : transferring.Carry(unit, agent, end)).IsOk;
}
