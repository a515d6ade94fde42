using ChatService.Server.Features.Agents;
using ChatService.Server.Features.Audit;
using ChatService.Server.Features.Conversations;

namespace ChatService.Server.Features.Supervision;

/// <summary>A conversation taken out of a colleague's hand stands in the audit log, in the same transaction.</summary>
internal sealed class TakeOverTrail(AgentDirectory agents) : IConversationReaction
{
    public ValueTask ReactAsync(ConversationUnit unit, ConversationEvent happened, CancellationToken cancellationToken)
    {
        if (happened is AgentUnassigned { Reason: "taken_over", Actor: { Kind: "agent", Id: { } taker } actor } lost && taker != lost.AgentId)
        {
            AuditTrail.Record(
                unit.Batch.Scope, taker, actor.Name ?? agents.Find(taker)?.Name, "take_over", "conversation", unit.Conversation.Id, agents.Find(lost.AgentId)?.Name,
                new { assigneeId = lost.AgentId }, new { assigneeId = taker });
        }

        return ValueTask.CompletedTask;
    }
}
