using ChatService.Contracts;
using ChatService.Domain.Conversations;
using ChatService.Server.Features.Conversations;
using ChatService.Server.Platform.Errors;

namespace ChatService.Server.Features.Routing;

/// <summary>An agent takes a conversation by hand: from the queue, or as a supervisor from another agent. Of two at once one wins.</summary>
public sealed class TakeConversation(ConversationLanes lanes)
{
    /// <summary>not_found when one may not see it, conflict when somebody else has it, capacity_full without a free slot.</summary>
    public Task<Outcome<ConversationAnswer>> HandleAsync(AgentCaller agent, ConversationRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(agent);
        ArgumentNullException.ThrowIfNull(request);
        return lanes.RunAsync(new Command(agent, request.ConversationId), cancellationToken);
    }

    private static Refusal? MayTake(Conversation conversation, AgentCaller agent) => conversation.State switch
    {
        ConversationState.Queued or ConversationState.Offered or ConversationState.Bot => null,
        ConversationState.Active or ConversationState.WaitingCustomer => agent.IsSupervisor
            ? null
            : new Refusal(ErrorCode.Conflict, "Another agent has this conversation."),
        ConversationState.Closed or ConversationState.WrapUp => new Refusal(ErrorCode.ConversationClosed, "This conversation is closed."),
        _ => new Refusal(ErrorCode.Conflict, "This conversation does not wait for anybody."),
    };

    private sealed class Command(AgentCaller agent, Guid conversationId) : IConversationCommand<ConversationAnswer>
    {
        public Guid LaneKey => conversationId;
        public Guid? ConversationId => conversationId;
        public Guid? ClientMessageId => null;

        public async ValueTask<Outcome<ConversationAnswer>> ExecuteAsync(ConversationBatch batch, CancellationToken cancellationToken)
        {
            if (batch.Find(conversationId) is not { } unit || !agent.Agent.CanSee(unit.Conversation))
            {
                return Refusal.NotFound("conversation");
            }

            var conversation = unit.Conversation;
            if (conversation.AssigneeId == agent.Id && conversation.State is ConversationState.Active or ConversationState.WaitingCustomer)
            {
                return new ConversationAnswer(conversationId);
            }

            if (MayTake(conversation, agent) is { } refusal)
            {
                return refusal;
            }

            if (!await CurrentRights.SeesAsync(unit, agent, cancellationToken))
            {
                return Refusal.NotFound("conversation");
            }

            // Taking what is offered to oneself is accepting it; the offer holds the slot already.
            var mine = Offers.AnyOpen(unit) ? (await Offers.OpenAsync(unit, cancellationToken)).FirstOrDefault(o => o.AgentId == agent.Id) : null;
            var needed = mine is null ? 1 : 0;
            if (await Slots.UsedAsync(unit, agent.Id, cancellationToken) + needed > agent.Agent.Capacity)
            {
                return new Refusal(ErrorCode.CapacityFull, "You have no free slot.");
            }

            if (mine is not null)
            {
                Offers.Accept(unit, mine, agent);
            }
            else
            {
                unit.Assign(agent.Id, agent.Agent.Name, "take", agent.Actor);
            }

            return new ConversationAnswer(conversationId);
        }
    }
}
