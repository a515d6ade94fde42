namespace ChatService.Server.Features.Conversations;

/// <summary>One stored line of a transcript. Never changed after it was committed.</summary>
public sealed class MessageRow
{
    public Guid ConversationId { get; set; }

    /// <summary>1..n, counting everything.</summary>
    public long Seq { get; set; }

    /// <summary>1..n, counting what the customer may see; null for what it may not.</summary>
    public long? PublicSeq { get; set; }
    public Guid Id { get; set; }
    public SenderKind SenderKind { get; set; }

    /// <summary>Empty for bot and system, so that the unique key holds for them too.</summary>
    public Guid SenderId { get; set; }
    public string? SenderName { get; set; }
    public Guid ClientMessageId { get; set; }
    public MessageKind Kind { get; set; }
    public string Text { get; set; } = string.Empty;
    public string? EventType { get; set; }
    public Dictionary<string, string>? EventData { get; set; }
    public DateTimeOffset CreatedAt { get; set; }
}

/// <summary>Who wrote it.</summary>
public enum SenderKind
{
    Visitor,
    Agent,
    Bot,
    System,
}

/// <summary>What it is.</summary>
public enum MessageKind
{
    Text,
    Note,
    Event,
}
