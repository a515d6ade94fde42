using ChatService.Server.Features.Inboxes;
using ChatService.Server.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace ChatService.Server.Features.BusinessHours;

/// <summary>Tells the room of inboxes which hours there are.</summary>
public sealed class HoursCatalog : IHoursCatalog
{
    public Task<bool> ExistsAsync(ChatDb db, Guid id, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(db);
        return db.Set<BusinessHours>().AnyAsync(h => h.Id == id, cancellationToken);
    }
}
