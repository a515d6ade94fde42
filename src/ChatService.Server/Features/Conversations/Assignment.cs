using ChatService.Contracts;
using ChatService.Domain.Conversations;

namespace ChatService.Server.Features.Conversations;

/// <summary>The moves between queue, agent and end. Each keeps the facts, raises the events, and tells the customer what changed for them.</summary>
public static class Assignment
{
    /// <summary>The timer that ends wrap-up.</summary>
    public const string WrapUpTimer = "wrap_up_end";

    /// <summary>Puts a new or reopened conversation into the queue, with a new age.</summary>
    public static void Enqueue(this ConversationUnit unit, string reason, Actor actor)
    {
        ArgumentNullException.ThrowIfNull(unit);
        var conversation = unit.Conversation;
        conversation.QueuedAt = unit.Now;
        conversation.QueueEnteredAt = unit.Now;
        conversation.FirstQueuedAt ??= unit.Now;
        RestartRings(conversation, unit.Now);
        conversation.ExcludedAgentIds = [];
        unit.Raise(new ConversationQueued(actor, reason, unit.Now, conversation.TeamId));
    }

    /// <summary>Hands it over to an agent, who has it at once. The line that tells everybody is the caller's.</summary>
    public static void HandOver(this ConversationUnit unit, Guid agentId, Handover? handover, Actor actor)
    {
        ArgumentNullException.ThrowIfNull(unit);
        Give(unit, agentId, "transfer", "transferred", actor);
        unit.Conversation.Handover = handover;
    }

    /// <summary>Gives it to one agent. The agent who had it has it no longer.</summary>
    public static void Assign(this ConversationUnit unit, Guid agentId, string agentName, string via, Actor actor)
    {
        ArgumentNullException.ThrowIfNull(unit);
        Give(unit, agentId, via, "taken_over", actor);
        unit.AppendEvent("assigned", $"{agentName} joined the conversation.", actor, data: new() { ["agentId"] = agentId.ToString(), ["agentName"] = agentName });
    }

    private static void Give(ConversationUnit unit, Guid agentId, string via, string unassigned, Actor actor)
    {
        var conversation = unit.Conversation;
        var previous = conversation.AssigneeId;
        if (previous is { } before && before != agentId)
        {
            unit.Raise(new AgentUnassigned(actor, before, unassigned));
        }

        unit.Move(ConversationState.Active);
        conversation.AssigneeId = agentId;
        conversation.LastAgentId = agentId;
        conversation.PreferredAgentId = null;
        conversation.QueueEnteredAt = null;
        conversation.AssignedAt = unit.Now;
        conversation.FirstAcceptedAt ??= unit.Now;
        conversation.WrapUpUntil = null;
        // What was passed on to a team is read by the agent who then gets it from the queue.
        conversation.Handover = previous is null ? conversation.Handover : null;
        unit.Raise(new AgentAssigned(actor, agentId, via, previous));
    }

    /// <summary>Back to the queue with its ORIGINAL age: the customer does not pay for what happened on our side.</summary>
    public static void ReturnToQueue(this ConversationUnit unit, string reason, Actor actor)
    {
        ArgumentNullException.ThrowIfNull(unit);
        var conversation = unit.Conversation;
        if (conversation.AssigneeId is { } agent)
        {
            conversation.AssigneeId = null;
            unit.Raise(new AgentUnassigned(actor, agent, reason));
        }

        unit.Move(ConversationState.Queued);
        conversation.Handover = null;
        conversation.QueuedAt ??= unit.Now;
        conversation.QueueEnteredAt = unit.Now;
        conversation.FirstQueuedAt ??= unit.Now;
        RestartRings(conversation, unit.Now);
        unit.Raise(new ConversationQueued(actor, reason, conversation.QueuedAt.Value, conversation.TeamId));
    }

    /// <summary>
    /// Ends the service: wrap-up when an agent served it and the inbox allows time for it, else closed. <paramref name="abandonedAt"/>: the customer left
    /// then without a word; a customer who ends what nobody has accepted abandons it now.
    /// </summary>
    public static void End(
        this ConversationUnit unit, Actor actor, string resolution, int wrapUpSeconds, Guid? clientMessageId = null, DateTimeOffset? abandonedAt = null)
    {
        ArgumentNullException.ThrowIfNull(unit);
        var conversation = unit.Conversation;
        var endedByCustomer = conversation.IsWaiting && conversation.FirstAcceptedAt is null && actor.Kind == "visitor";
        abandonedAt ??= endedByCustomer ? unit.Now : null;
        var wrapsUp = conversation.AssigneeId is not null && wrapUpSeconds > 0 && conversation.State is ConversationState.Active or ConversationState.WaitingCustomer;
        conversation.AbandonedAt = abandonedAt ?? conversation.AbandonedAt;
        conversation.ClosedAt = unit.Now;
        conversation.Handover = null;
        conversation.Resolution = resolution;
        conversation.WrapUpUntil = wrapsUp ? unit.Now.AddSeconds(wrapUpSeconds) : null;
        unit.AppendEvent("closed", "The conversation was closed.", actor, data: new() { ["by"] = actor.Kind, ["resolution"] = resolution }, clientMessageId: clientMessageId);
        unit.Move(wrapsUp ? ConversationState.WrapUp : ConversationState.Closed);
        unit.Raise(new ConversationClosed(actor, resolution, abandonedAt is not null, conversation.WrapUpUntil, conversation.AssigneeId) { AbandonedAt = abandonedAt });
        if (wrapsUp)
        {
            unit.Arm(WrapUpTimer, conversation.WrapUpUntil!.Value);
        }

        conversation.AwaitingSince = null;
        conversation.QueuedAt = null;
        conversation.QueueEnteredAt = null;
    }

    /// <summary>Frees the slot.</summary>
    public static void EndWrapUp(this ConversationUnit unit, Actor actor)
    {
        ArgumentNullException.ThrowIfNull(unit);
        unit.Cancel(t => t.Kind == WrapUpTimer);
        unit.Move(ConversationState.Closed);
        unit.Conversation.WrapUpUntil = null;
        unit.Raise(new WrapUpEnded(actor, unit.Conversation.AssigneeId));
    }

    /// <summary>Opens a closed conversation again: to its agent while the slot is still held, else to the queue.</summary>
    public static void Reopen(this ConversationUnit unit, Actor actor)
    {
        ArgumentNullException.ThrowIfNull(unit);
        var conversation = unit.Conversation;
        conversation.ClosedAt = null;
        conversation.Resolution = null;
        conversation.AbandonedAt = null;
        unit.Raise(new ConversationReopened(actor));
        unit.AppendEvent("reopened", "The conversation goes on.", actor);
        if (conversation.State == ConversationState.WrapUp)
        {
            unit.Cancel(t => t.Kind == WrapUpTimer);
            conversation.WrapUpUntil = null;
            unit.Move(ConversationState.Active);
            return;
        }

        conversation.AssigneeId = null;
        unit.Move(ConversationState.Queued);
        unit.Enqueue("reopened", actor);
    }

    /// <summary>
    /// An agent opens it again and has it from now on; in wrap-up it stays with its agent. When the customer had the last word, the
    /// customer waits for an answer from now: the earlier round ended with the close.
    /// </summary>
    public static void ReopenFor(this ConversationUnit unit, AgentCaller agent, Guid? clientMessageId)
    {
        ArgumentNullException.ThrowIfNull(unit);
        ArgumentNullException.ThrowIfNull(agent);
        var conversation = unit.Conversation;
        var wasClosed = conversation.State == ConversationState.Closed;
        var owesAnswer = conversation.LastMessageSender == "visitor";
        (conversation.ClosedAt, conversation.Resolution, conversation.AbandonedAt, conversation.WrapUpUntil) = (null, null, null, null);
        conversation.AwaitingSince = owesAnswer ? unit.Now : null;
        unit.Cancel(t => t.Kind == WrapUpTimer);
        if (wasClosed)
        {
            conversation.AssigneeId = null;
        }
        else
        {
            unit.Move(ConversationState.Active);
        }

        unit.AppendEvent("reopened", "The conversation goes on.", agent.Actor, clientMessageId: clientMessageId);
        if (wasClosed)
        {
            unit.Assign(agent.Id, agent.Agent.Name, "reopen", agent.Actor);
        }

        unit.Raise(new ConversationReopened(agent.Actor, owesAnswer));
    }

    // The search starts over; the age does not.
    private static void RestartRings(Conversation conversation, DateTimeOffset now)
    {
        conversation.RingStartedAt = now;
        conversation.RingReached = -1;
        conversation.ExcludedUntil = null;
    }
}
