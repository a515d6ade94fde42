using ChatService.Server.Platform.Storage;

namespace ChatService.Server.Features.Inboxes;

/// <summary>Do business hours of this id exist? Their room knows.</summary>
public interface IHoursCatalog
{
    /// <summary>Within the transaction of <paramref name="db"/>.</summary>
    Task<bool> ExistsAsync(ChatDb db, Guid id, CancellationToken cancellationToken);
}
