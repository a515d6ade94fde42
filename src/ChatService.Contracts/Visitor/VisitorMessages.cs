namespace ChatService.Contracts;

/// <summary>First message of a conversation (or the next one of the open one). Attributes are what the page says of the visitor: not signed, so never trusted.</summary>
public sealed record StartConversationRequest(
    Guid ClientMessageId, string? Text, string? Name = null, string? Email = null, PageView? Page = null, IReadOnlyDictionary<string, string?>? Attributes = null);

/// <summary>Where the message went.</summary>
public sealed record StartConversationAnswer(Guid ConversationId, long Seq, DateTimeOffset CreatedAt, string State, Queue? Queue);

/// <summary>Messages after the asked seq, at most 200.</summary>
public sealed record VisitorResumeAnswer(
    IReadOnlyList<Message> Messages, long LastSeq, string State, bool ResyncRequired, VisitorConversation Conversation);

/// <summary>
/// At least one of Score, 1 (bad) to 5 (good), and Solved. What is absent stays as it was said before.
/// </summary>
public sealed record RateRequest(Guid ConversationId, int? Score = null, string? Comment = null, bool? Solved = null);

/// <summary>What the visitor says of itself; claimed, not verified.</summary>
public sealed record UpdateContactRequest(string? Name = null, string? Email = null, string? Phone = null);

/// <summary>The visitor's own contact data.</summary>
public sealed record VisitorContact(string? Name, string? Email, bool Verified);

/// <summary>Answer of UpdateContact.</summary>
public sealed record UpdateContactAnswer(VisitorContact Contact);

/// <summary>One of phone and e-mail. With a ClientMessageId the note is written once, however often it is sent.</summary>
public sealed record RequestCallbackRequest(Guid ConversationId, string? Phone = null, string? Email = null, string? Note = null, Guid? ClientMessageId = null);

/// <summary>The agent as the visitor may see it.</summary>
public sealed record VisitorAgent(Guid Id, string Name, string? AvatarUrl);

/// <summary>A conversation as its visitor may see it; all seqs in public numbers.</summary>
public sealed record VisitorConversation(
    Guid ConversationId,
    string State,
    long LastSeq,
    long ReadSeq,
    long AgentReadSeq,
    VisitorAgent? Agent,
    Queue? Queue,
    DateTimeOffset CreatedAt,
    DateTimeOffset? ClosedAt,
    DateTimeOffset? ReopenableUntil,
    int? Rating,
    string? Resolution,
    string? Desk = null,
    bool? Solved = null);

/// <summary>Who answers in the inbox has changed, or its hours have. Sent to every visitor of the inbox, and once after connecting.</summary>
/// <param name="Desk">staffed, nobody or closed.</param>
/// <param name="Open">Within business hours.</param>
/// <param name="OpensAt">The next opening; null while open, and when there is none.</param>
/// <param name="ChangesAt">When time alone opens or closes the inbox; null when it does not within two weeks.</param>
public sealed record DeskChanged(string Desk, bool Open, DateTimeOffset? OpensAt, DateTimeOffset? ChangesAt);

/// <summary>The visitor's page speaks another language from now on.</summary>
public sealed record SetLocaleRequest(string? Locale);

/// <summary>Place in the queue of one conversation.</summary>
public sealed record QueueChanged(Guid ConversationId, int Position, int? EtaSeconds, int? EtaLowSeconds, int? EtaHighSeconds);

/// <summary>Events to a visitor; see PROTOCOL.md §3.</summary>
public interface IVisitorClient
{
    Task MessageAppended(Message message);
    Task ConversationChanged(VisitorConversation conversation);
    Task TypingChanged(TypingChanged change);
    Task ReadChanged(ReadChanged change);
    Task QueueChanged(QueueChanged queue);
    Task DeskChanged(DeskChanged desk);
    Task Draining(Draining draining);
    Task Closed(Closed closed);
}
