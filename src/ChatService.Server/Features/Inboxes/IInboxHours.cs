namespace ChatService.Server.Features.Inboxes;

/// <summary>Is an inbox open? The BusinessHours room knows.</summary>
public interface IInboxHours
{
    /// <summary>Open at that time.</summary>
    bool IsOpen(Guid inboxId, DateTimeOffset at);

    /// <summary>The next opening after that time; null while open, and when it never opens.</summary>
    DateTimeOffset? NextOpening(Guid inboxId, DateTimeOffset at);

    /// <summary>The next closing or opening by time alone; null when there is none within two weeks.</summary>
    DateTimeOffset? NextChange(Guid inboxId, DateTimeOffset at);

    /// <summary>The inbox's offset from UTC at that time, for times that are told to customers.</summary>
    TimeSpan OffsetAt(Guid inboxId, DateTimeOffset at);
}

/// <summary>Inboxes without business hours.</summary>
public sealed class AlwaysOpenHours : IInboxHours
{
    public bool IsOpen(Guid inboxId, DateTimeOffset at) => true;

    public DateTimeOffset? NextOpening(Guid inboxId, DateTimeOffset at) => null;

    public DateTimeOffset? NextChange(Guid inboxId, DateTimeOffset at) => null;

    public TimeSpan OffsetAt(Guid inboxId, DateTimeOffset at) => TimeSpan.Zero;
}
