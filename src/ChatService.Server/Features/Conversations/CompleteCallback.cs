using ChatService.Contracts;
using ChatService.Domain.Content;
using ChatService.Server.Platform.Errors;

namespace ChatService.Server.Features.Conversations;

/// <summary>An agent has called or written to the customer who asked for it. The note, when there is one, is private.</summary>
public sealed class CompleteCallback(ConversationLanes lanes)
{
    /// <summary>By whoever may see the conversation. Done already: nothing changes, and it stays with who did it.</summary>
    public Task<Outcome<CallbackDoneAnswer>> HandleAsync(AgentCaller agent, Guid conversationId, string? note, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(agent);
        var clean = string.IsNullOrWhiteSpace(note) ? null : MessageText.Check(note).Clean;
        return lanes.ForAgentAsync(agent, conversationId, unit => Complete(unit, agent, clean), cancellationToken);
    }

    private static Outcome<CallbackDoneAnswer> Complete(ConversationUnit unit, AgentCaller agent, string? note)
    {
        var conversation = unit.Conversation;
        if (conversation.CallbackRequestedAt is null)
        {
            return new Refusal(ErrorCode.Conflict, "This customer has not asked to be called back.");
        }

        if (conversation.CallbackDoneAt is { } done)
        {
            return new CallbackDoneAnswer(done);
        }

        if (note is not null)
        {
            unit.Append(MessageDraft.Note(agent.Actor, Guid.CreateVersion7(), note));
        }

        (conversation.CallbackDoneAt, conversation.CallbackDoneBy) = (unit.Now, agent.Id);
        // They have been spoken to: nothing that they wrote in the chat waits any more.
        (conversation.AwaitingSince, conversation.Unread) = (null, 0);
        unit.AppendEvent("callback_done", $"{agent.Agent.Name} called back.", agent.Actor, isPublic: false, data: new() { ["agentName"] = agent.Agent.Name });
        unit.Raise(new CallbackCompleted(agent.Actor));
        return new CallbackDoneAnswer(unit.Now);
    }
}
