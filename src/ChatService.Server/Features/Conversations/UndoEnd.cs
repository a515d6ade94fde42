using ChatService.Contracts;
using ChatService.Server.Platform.Errors;

namespace ChatService.Server.Features.Conversations;

/// <summary>Takes back a close or a transfer that has not happened yet.</summary>
public sealed class UndoEnd(ConversationLanes lanes)
{
    /// <summary>By who asked for it, the assignee, or a supervisor. Nothing pending: nothing changes, and the state says what is so.</summary>
    public Task<Outcome<StateAnswer>> HandleAsync(AgentCaller agent, ConversationRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(agent);
        ArgumentNullException.ThrowIfNull(request);
        return lanes.ForAgentAsync<StateAnswer>(
            agent,
            request.ConversationId,
            unit =>
            {
                var conversation = unit.Conversation;
                if (conversation.Ending is { } end && end.AgentId != agent.Id && conversation.AssigneeId != agent.Id && !agent.IsSupervisor)
                {
                    return new Refusal(ErrorCode.NotAssigned, "This conversation belongs to another agent.");
                }

                unit.DropEnd(agent.Actor, "undone");
                return new StateAnswer(ConversationViews.State(conversation.State));
            },
            cancellationToken);
    }
}
