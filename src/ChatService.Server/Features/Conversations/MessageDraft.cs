namespace ChatService.Server.Features.Conversations;

/// <summary>A line about to be appended; its text was checked by the caller.</summary>
public sealed record MessageDraft(Actor Actor, SenderKind SenderKind, Guid ClientMessageId, MessageKind Kind, string Text)
{
    /// <summary>May the customer see it?</summary>
    public bool IsPublic { get; init; } = true;

    /// <summary>Set on event lines.</summary>
    public string? EventType { get; init; }

    /// <summary>Values for the wording of an event line.</summary>
    public Dictionary<string, string>? EventData { get; init; }

    /// <summary>What the <see cref="ICustomerTextReader"/> has said of the text.</summary>
    public object? Reading { get; init; }

    public static MessageDraft FromVisitor(Actor visitor, Guid clientMessageId, string text, object? reading = null) =>
        new(visitor, SenderKind.Visitor, clientMessageId, MessageKind.Text, text) { Reading = reading };

    public static MessageDraft FromAgent(Actor agent, Guid clientMessageId, string text) =>
        new(agent, SenderKind.Agent, clientMessageId, MessageKind.Text, text);

    public static MessageDraft Note(Actor agent, Guid clientMessageId, string text) =>
        new(agent, SenderKind.Agent, clientMessageId, MessageKind.Note, text) { IsPublic = false };

    public static MessageDraft FromBot(string text) =>
        new(Actor.Bot, SenderKind.Bot, Guid.CreateVersion7(), MessageKind.Text, text);

    public static MessageDraft Event(string type, string text, Actor actor, bool isPublic, Dictionary<string, string>? data, Guid? clientMessageId = null) =>
        new(actor, SenderKind.System, clientMessageId ?? Guid.CreateVersion7(), MessageKind.Event, text) { IsPublic = isPublic, EventType = type, EventData = data };

    internal MessageRow ToRow(Guid conversationId, long seq, long? publicSeq, DateTimeOffset now) => new()
    {
        ConversationId = conversationId,
        Seq = seq,
        PublicSeq = publicSeq,
        Id = Guid.CreateVersion7(now),
        SenderKind = SenderKind,
        SenderId = SenderKind is SenderKind.Visitor or SenderKind.Agent ? Actor.Id ?? Guid.Empty : Guid.Empty,
        SenderName = Actor.Name,
        ClientMessageId = ClientMessageId,
        Kind = Kind,
        Text = Text,
        EventType = EventType,
        EventData = EventData,
        CreatedAt = now,
    };
}
