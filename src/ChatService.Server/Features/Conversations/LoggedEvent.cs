namespace ChatService.Server.Features.Conversations;

/// <summary>A line of the append-only event log, from which every metric can be recomputed. Holds no message text.</summary>
public sealed class LoggedEvent
{
    /// <summary>UUID v7 from <see cref="LogIds"/>: sorts in the order in which a node raised the events.</summary>
    public Guid Id { get; set; }
    public Guid ConversationId { get; set; }
    public Guid InboxId { get; set; }
    public string Type { get; set; } = string.Empty;
    public DateTimeOffset At { get; set; }
    public string ActorKind { get; set; } = "system";
    public Guid? ActorId { get; set; }

    /// <summary>JSON object; its shape belongs to <see cref="Type"/>.</summary>
    public string Data { get; set; } = "{}";
}
