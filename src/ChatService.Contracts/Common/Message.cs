namespace ChatService.Contracts;

/// <summary>Who wrote a message. <c>Kind</c>: visitor, agent, bot or system.</summary>
public sealed record Sender(string Kind, Guid? Id, string? Name);

/// <summary>A system line; clients word it from <c>Type</c> in their own language.</summary>
public sealed record MessageEvent(string Type, IReadOnlyDictionary<string, string> Data);

/// <summary>One line of a transcript. <c>Seq</c> is in the numbers of the audience it is sent to.</summary>
public sealed record Message(
    Guid ConversationId,
    long Seq,
    Guid MessageId,
    Guid ClientMessageId,
    Sender Sender,
    string Kind,
    string Text,
    IReadOnlyList<object> Attachments,
    DateTimeOffset CreatedAt,
    MessageEvent? Event);

/// <summary>Place in the queue, 1 = next. Estimates in seconds; null where there are too few samples to be honest.</summary>
public sealed record Queue(int Position, int? EtaSeconds, int? EtaLowSeconds, int? EtaHighSeconds);

/// <summary>An empty answer.</summary>
public sealed record Empty
{
    /// <summary>The one instance.</summary>
    public static readonly Empty Value = new();
}
