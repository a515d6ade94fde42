namespace ChatService.Server.Features.Presence;

/// <summary>A node holds connections of a known contact. Strangers, who have not written yet, have no row.</summary>
public sealed class VisitorLink
{
    public Guid ContactId { get; set; }
    public string NodeId { get; set; } = string.Empty;
    public DateTimeOffset Since { get; set; }
}
