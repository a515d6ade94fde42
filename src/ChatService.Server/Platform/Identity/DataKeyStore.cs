using System.Xml.Linq;
using ChatService.Server.Platform.Storage;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.EntityFrameworkCore;

namespace ChatService.Server.Platform.Identity;

/// <summary>
/// Keeps the keys in the database, so that every node reads the same cookies and tokens and a restart ends no log-in.
/// The interface is synchronous; it is asked once at the start and then once in some weeks. It writes through a context of its own and must not be reached for
/// the first time inside a write transaction (<see cref="IdentityWarmUp"/> sees to that): there it would wait for itself.
/// </summary>
public sealed class DataKeyStore(IDbContextFactory<ChatDb> contexts, TimeProvider time) : IXmlRepository
{
    public IReadOnlyCollection<XElement> GetAllElements()
    {
        using var db = contexts.CreateDbContext();
        return [.. db.Set<DataKey>().AsNoTracking().Select(k => k.Xml).ToList().Select(XElement.Parse)];
    }

    public void StoreElement(XElement element, string friendlyName)
    {
        ArgumentNullException.ThrowIfNull(element);
        using var db = contexts.CreateDbContext();
        db.Add(new DataKey
        {
            Id = Guid.CreateVersion7(time.GetUtcNow()),
            FriendlyName = friendlyName,
            Xml = element.ToString(SaveOptions.DisableFormatting),
            CreatedAt = time.Now(),
        });
        db.SaveChanges();
    }
}
