using ChatService.Domain.Conversations;
using ChatService.Server.Features.Conversations;

namespace ChatService.Server.Features.Routing;

/// <summary>Takes a conversation from an agent who cannot go on with it.</summary>
internal static class AgentRelease
{
    /// <summary>Back to the queue at its original age; a wrap-up ends. <paramref name="text"/> is the customer's line for a client that does not know its type.</summary>
    public static void Release(ConversationUnit unit, Guid agentId, string name, string text, string reason)
    {
        if (unit.Conversation.State == ConversationState.WrapUp)
        {
            unit.EndWrapUp(Actor.System);
            return;
        }

        unit.AppendEvent("agent_left", text, Actor.System, data: new()
        {
            ["agentId"] = agentId.ToString(),
            ["agentName"] = name,
        });
        // Whoever declined it in an earlier round may well be the one who can help now.
        unit.Conversation.ExcludedAgentIds = [];
        unit.ReturnToQueue(reason, Actor.System);
    }
}
