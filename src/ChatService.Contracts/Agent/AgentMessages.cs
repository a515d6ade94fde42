namespace ChatService.Contracts;

/// <summary>available, away or offline.</summary>
public sealed record SetStatusRequest(string? Status, string? Reason = null);

/// <summary>The chosen status beside the derived activity.</summary>
public sealed record SetStatusAnswer(string Status, string Activity);

/// <summary>Accept an offer.</summary>
public sealed record AcceptOfferRequest(Guid OfferId);

/// <summary>Decline an offer.</summary>
public sealed record DeclineOfferRequest(Guid OfferId, string? Reason = null);

/// <summary>The conversation that is now the caller's.</summary>
public sealed record ConversationAnswer(Guid ConversationId);

/// <summary>A private note; never reaches the visitor. Mentions: agents who are told of it, at most 20.</summary>
public sealed record AddNoteRequest(Guid ConversationId, Guid ClientMessageId, string? Text, IReadOnlyList<Guid>? Mentions = null);

/// <summary>
/// To an agent or to a team. With a ClientMessageId it happens once, however often it is sent. UndoSeconds (at most 30): the server
/// waits this long before it transfers, and <c>UndoEnd</c> takes it back.
/// </summary>
public sealed record TransferRequest(
    Guid ConversationId, Guid? AgentId = null, Guid? TeamId = null, string? Note = null, Guid? ClientMessageId = null, int? UndoSeconds = null);

/// <summary>
/// Resolution: resolved (default), unresolved or spam. With a ClientMessageId it happens once, however often it is sent. UndoSeconds
/// (at most 30): the server waits this long before it closes, and <c>UndoEnd</c> takes it back.
/// </summary>
public sealed record CloseRequest(Guid ConversationId, string? Resolution = null, Guid? ClientMessageId = null, int? UndoSeconds = null);

/// <summary>Opens a closed conversation again, for the caller. With a ClientMessageId it happens once, however often it is sent.</summary>
public sealed record ReopenRequest(Guid ConversationId, Guid? ClientMessageId = null);

/// <summary>P0 to P3.</summary>
public sealed record SetPriorityRequest(Guid ConversationId, string? Priority);

/// <summary>The priority in force.</summary>
public sealed record PriorityAnswer(string Priority);

/// <summary>Messages after the asked seq, at most 200, internal ones included.</summary>
public sealed record AgentResumeAnswer(
    IReadOnlyList<Message> Messages, long LastSeq, string State, bool ResyncRequired, ConversationRow Conversation);

/// <summary>Events to an agent; see PROTOCOL.md §3.</summary>
public interface IAgentClient
{
    Task AgentAlert(AgentAlert alert);
    Task MessageAppended(Message message);
    Task ConversationChanged(ConversationRow conversation);
    Task TypingChanged(TypingChanged change);
    Task ReadChanged(ReadChanged change);
    Task OfferMade(OfferMade offer);
    Task OfferEnded(OfferEnded offer);
    Task Mentioned(Mentioned mention);
    Task AgentChanged(AgentPresence agent);
    Task SlaWarning(SlaWarning warning);
    Task SlaBreached(SlaBreached breach);
    Task WatchEnded(WatchEnded ended);
    Task Draining(Draining draining);
    Task Closed(Closed closed);
}
