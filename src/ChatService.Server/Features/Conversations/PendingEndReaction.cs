namespace ChatService.Server.Features.Conversations;

/// <summary>A pending end is dropped as soon as the conversation goes on: nobody is cut off by a decision that was made before.</summary>
public sealed class PendingEndReaction : IConversationReaction
{
    public ValueTask ReactAsync(ConversationUnit unit, ConversationEvent happened, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(unit);
        if (unit.Conversation.Ending is null)
        {
            return ValueTask.CompletedTask;
        }

        switch (happened)
        {
            case ConversationClosed or ConversationTransferred { Actor.Kind: "agent" }:
                unit.ForgetEnd();
                break;
            case MessageAppended { IsFromCustomer: true }:
                unit.DropEnd(happened.Actor, "customer_wrote");
                break;
            case MessageAppended { IsResponse: true }:
                unit.DropEnd(happened.Actor, "agent_wrote");
                break;
            case AgentAssigned or AgentUnassigned:
                unit.DropEnd(happened.Actor, "reassigned");
                break;
        }

        return ValueTask.CompletedTask;
    }
}
