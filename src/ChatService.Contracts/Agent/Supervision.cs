namespace ChatService.Contracts;

/// <summary>
/// Something that a supervisor did to this agent's work. Kind: taken_over (a conversation) or status_set (to <c>Status</c>).
/// </summary>
public sealed record AgentAlert(string Kind, Guid? ConversationId, NamedRef? By, string? Status, DateTimeOffset At);

/// <summary>Several conversations to one agent or one team. With a ClientRequestId it happens once, however often it is sent.</summary>
public sealed record TransferManyRequest(
    IReadOnlyList<Guid>? ConversationIds, Guid? AgentId = null, Guid? TeamId = null, string? Note = null, Guid? ClientRequestId = null);

/// <summary>One result for each, in the order asked for.</summary>
public sealed record TransferManyAnswer(IReadOnlyList<TransferResult> Items);

/// <summary>The new state, or the code and the words of a refusal.</summary>
public sealed record TransferResult(Guid ConversationId, string? State, string? Code, string? Detail);

/// <summary>When the call-back was done.</summary>
public sealed record CallbackDoneAnswer(DateTimeOffset DoneAt);
