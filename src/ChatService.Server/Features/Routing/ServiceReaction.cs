using ChatService.Server.Features.Conversations;
using ChatService.Server.Features.Presence;

namespace ChatService.Server.Features.Routing;

/// <summary>Keeps since when an agent is without new work, and says whose presence and which queue is different now, and whose first wait is over.</summary>
public sealed class ServiceReaction : IConversationReaction
{
    public async ValueTask ReactAsync(ConversationUnit unit, ConversationEvent happened, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(unit);
        ArgumentNullException.ThrowIfNull(happened);
        if (MovesQueue(unit, happened))
        {
            unit.Batch.Scope.Tell(new QueueMoved(unit.Conversation.InboxId));
        }

        if (FirstWait(unit, happened) is { } waited)
        {
            unit.Batch.Scope.Tell(waited);
        }

        if (AgentOf(unit, happened) is not { } agentId)
        {
            return;
        }

        unit.Batch.Scope.Tell(new AgentPresenceChanged(agentId));
        if (happened is AgentAssigned or WrapUpEnded or ConversationClosed { WrapUpUntil: null })
        {
            var status = await unit.Batch.Scope.ChangeStatusAsync(agentId, cancellationToken);
            status.IdleSince = unit.Now;
        }
    }

    private static FirstWaitEnded? FirstWait(ConversationUnit unit, ConversationEvent happened)
    {
        var (since, accepted) = (unit.Conversation.FirstQueuedAt, unit.Conversation.FirstAcceptedAt);
        return happened switch
        {
            AgentAssigned when since is { } queued && accepted == happened.At => new FirstWaitEnded(happened.At - queued, Served: true),
            ConversationClosed { Abandoned: true } when since is { } queued => new FirstWaitEnded(happened.At - queued, Served: false),
            _ => null,
        };
    }

    // One that waited has no agent when it is closed.
    private static bool MovesQueue(ConversationUnit unit, ConversationEvent happened) => happened switch
    {
        ConversationQueued or AgentAssigned => true,
        ConversationClosed closed => closed.AgentId is null,
        PriorityChanged => unit.Conversation.IsWaiting,
        _ => false,
    };

    private static Guid? AgentOf(ConversationUnit unit, ConversationEvent happened) => happened switch
    {
        AgentAssigned assigned => assigned.AgentId,
        AgentUnassigned unassigned => unassigned.AgentId,
        ConversationClosed closed => closed.AgentId,
        WrapUpEnded ended => ended.AgentId,
        ConversationReopened => unit.Conversation.AssigneeId,
        OfferMadeEvent made => made.AgentId,
        OfferEndedEvent ended => ended.AgentId,
        _ => null,
    };
}
