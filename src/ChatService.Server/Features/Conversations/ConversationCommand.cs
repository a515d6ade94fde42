using ChatService.Server.Platform.Errors;

namespace ChatService.Server.Features.Conversations;

/// <summary>A command on an existing conversation, written as one function.</summary>
public sealed class ConversationCommand<T>(Guid conversationId, Func<ConversationUnit, CancellationToken, ValueTask<Outcome<T>>> decide, Guid? clientMessageId = null) : IConversationCommand<T>
{
    /// <summary>One that needs nothing but the conversation.</summary>
    public ConversationCommand(Guid conversationId, Func<ConversationUnit, Outcome<T>> decide, Guid? clientMessageId = null)
        : this(conversationId, (unit, _) => ValueTask.FromResult(decide(unit)), clientMessageId)
    {
    }

    public Guid LaneKey => conversationId;
    public Guid? ConversationId => conversationId;
    public Guid? ClientMessageId => clientMessageId;

    public ValueTask<Outcome<T>> ExecuteAsync(ConversationBatch batch, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(batch);
        return batch.Find(conversationId) is { } unit ? decide(unit, cancellationToken) : ValueTask.FromResult<Outcome<T>>(Refusal.NotFound("conversation"));
    }
}

/// <summary>Short forms for the lanes.</summary>
public static class ConversationCommands
{
    /// <summary>Runs a decision on a conversation that the visitor owns.</summary>
    public static Task<Outcome<T>> ForVisitorAsync<T>(
        this ConversationLanes lanes, VisitorCaller visitor, Guid conversationId, Func<ConversationUnit, Outcome<T>> decide, CancellationToken cancellationToken, Guid? clientMessageId = null) =>
        lanes.ForVisitorAsync(visitor, conversationId, (unit, _) => ValueTask.FromResult(decide(unit)), cancellationToken, clientMessageId);

    /// <summary>As above, for a decision that asks the store for more.</summary>
    public static Task<Outcome<T>> ForVisitorAsync<T>(
        this ConversationLanes lanes, VisitorCaller visitor, Guid conversationId, Func<ConversationUnit, CancellationToken, ValueTask<Outcome<T>>> decide, CancellationToken cancellationToken, Guid? clientMessageId = null)
    {
        ArgumentNullException.ThrowIfNull(lanes);
        return lanes.RunAsync(
            new ConversationCommand<T>(conversationId, (unit, token) => visitor.Owns(unit.Conversation) ? decide(unit, token) : ValueTask.FromResult<Outcome<T>>(Refusal.NotFound("conversation")), clientMessageId),
            cancellationToken);
    }

    /// <summary>Runs a decision on a conversation that the agent can see, or into which it has written this very message before.</summary>
    public static Task<Outcome<T>> ForAgentAsync<T>(
        this ConversationLanes lanes, AgentCaller agent, Guid conversationId, Func<ConversationUnit, Outcome<T>> decide, CancellationToken cancellationToken, Guid? clientMessageId = null)
    {
        return lanes.ForAgentAsync(agent, conversationId, (unit, _) => ValueTask.FromResult(decide(unit)), cancellationToken, clientMessageId);
    }

    /// <summary>As above, for a decision that asks the store for more.</summary>
    public static Task<Outcome<T>> ForAgentAsync<T>(
        this ConversationLanes lanes,
        AgentCaller agent,
        Guid conversationId,
        Func<ConversationUnit, CancellationToken, ValueTask<Outcome<T>>> decide,
        CancellationToken cancellationToken,
        Guid? clientMessageId = null)
    {
        ArgumentNullException.ThrowIfNull(lanes);
        ArgumentNullException.ThrowIfNull(agent);
        return lanes.RunAsync(
            new ConversationCommand<T>(
                conversationId,
                (unit, token) => agent.Agent.CanSee(unit.Conversation) || IsResend(unit, agent, clientMessageId)
                    ? decide(unit, token)
                    : ValueTask.FromResult<Outcome<T>>(Refusal.NotFound("conversation")),
                clientMessageId),
            cancellationToken);
    }

    private static bool IsResend(ConversationUnit unit, AgentCaller agent, Guid? clientMessageId) =>
        clientMessageId is { } id && unit.Batch.Duplicate(unit.Conversation.Id, id, agent.Id) is not null;
}
