using ChatService.Contracts;
using ChatService.Domain.Conversations;
using ChatService.Server.Features.Conversations;
using ChatService.Server.Platform.Errors;

namespace ChatService.Server.Features.Routing;

/// <summary>An agent opens a closed conversation again and serves it. What is open stays as it is.</summary>
public sealed class ReopenConversation(ConversationLanes lanes)
{
    /// <summary>
    /// not_found when one may not see it, not_assigned in another agent's wrap-up, conversation_closed when the customer has another open
    /// one, capacity_full without a free slot.
    /// </summary>
    public Task<Outcome<StateAnswer>> HandleAsync(AgentCaller agent, ReopenRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(agent);
        ArgumentNullException.ThrowIfNull(request);
        return lanes.RunAsync(
            new ConversationCommand<StateAnswer>(
                request.ConversationId, (unit, token) => DecideAsync(unit, agent, request.ClientMessageId, token), request.ClientMessageId),
            cancellationToken);
    }

    private static async ValueTask<Outcome<StateAnswer>> DecideAsync(
        ConversationUnit unit, AgentCaller agent, Guid? clientMessageId, CancellationToken cancellationToken)
    {
        var conversation = unit.Conversation;
        if (!agent.Agent.CanSee(conversation))
        {
            return Refusal.NotFound("conversation");
        }

        var isOver = conversation.State is ConversationState.Closed or ConversationState.WrapUp;
        if (isOver && !unit.HasHappened(clientMessageId))
        {
            if (await RefuseAsync(unit, agent, cancellationToken) is { } refusal)
            {
                return refusal;
            }

            unit.ReopenFor(agent, clientMessageId);
        }

        return new StateAnswer(ConversationViews.State(conversation.State));
    }

    private static async ValueTask<Refusal?> RefuseAsync(ConversationUnit unit, AgentCaller agent, CancellationToken cancellationToken)
    {
        var conversation = unit.Conversation;
        if (!await CurrentRights.SeesAsync(unit, agent, cancellationToken))
        {
            return Refusal.NotFound("conversation");
        }

        if (conversation.State == ConversationState.WrapUp)
        {
            // Its slot is still held.
            return conversation.AssigneeId == agent.Id || agent.IsSupervisor
                ? null
                : new Refusal(ErrorCode.NotAssigned, "This conversation belongs to another agent.");
        }

        if (await unit.Batch.OpenOfAsync(conversation.ContactId, conversation.InboxId, cancellationToken) is not null)
        {
            return new Refusal(ErrorCode.ConversationClosed, "The customer has another open conversation.");
        }

        return await Slots.UsedAsync(unit, agent.Id, cancellationToken) + 1 > agent.Agent.Capacity
            ? new Refusal(ErrorCode.CapacityFull, "You have no free slot.")
            : null;
    }
}
