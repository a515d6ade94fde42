using ChatService.Server.Features.Agents;
using ChatService.Server.Features.Contacts;
using ChatService.Server.Platform.Errors;
using ChatService.Server.Platform.Http;
using ChatService.Server.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace ChatService.Server.Features.Presence;

/// <summary>What another room does when known contacts went to other pages, inside the same transaction.</summary>
public interface IPageReaction
{
    /// <summary>The page that each contact is on now.</summary>
    Task VisitedAsync(WriteScope scope, IReadOnlyDictionary<Guid, PageVisit> now, CancellationToken cancellationToken);
}

/// <summary>The pages of known contacts, one bounded row each.</summary>
public sealed class PageTrails(
    WriteSession session, IDbContextFactory<ChatDb> contexts, IContactVisibility visibility, IEnumerable<IPageReaction> reactions)
{
    /// <summary>Stores what is new of known contacts; answers who they are.</summary>
    public async Task<IReadOnlyCollection<Guid>> StoreAsync(
        IReadOnlyDictionary<Guid, IReadOnlyList<PageVisit>> taken, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(taken);
        var ids = taken.Keys.ToList();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var known = await db.Set<Contact>().Where(c => ids.Contains(c.Id)).Select(c => c.Id).ToListAsync(cancellationToken);
        if (known.Count > 0)
        {
            await session.RunAsync((scope, token) => ApplyAsync(scope, known, taken, token), cancellationToken);
        }

        return known;
    }

    /// <summary>Oldest first; not_found for a contact that the agent may not see.</summary>
    public async Task<Outcome<ListAnswer<PageVisit>>> OfAsync(Agent agent, Guid contactId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (!await visibility.VisibleTo(db, agent).AnyAsync(c => c.Id == contactId, cancellationToken))
        {
            return Refusal.NotFound("contact");
        }

        var trail = await db.Set<PageTrail>().AsNoTracking().FirstOrDefaultAsync(t => t.ContactId == contactId, cancellationToken);
        return new ListAnswer<PageVisit>(trail?.Pages ?? []);
    }

    private async Task ApplyAsync(
        WriteScope scope, List<Guid> known, IReadOnlyDictionary<Guid, IReadOnlyList<PageVisit>> taken, CancellationToken cancellationToken)
    {
        // Two nodes with a tab of one contact each add to one row.
        await scope.LockQueueAsync(cancellationToken, "page_trail");
        var trails = await scope.Db.Set<PageTrail>().Where(t => known.Contains(t.ContactId)).ToDictionaryAsync(t => t.ContactId, cancellationToken);
        var moved = new Dictionary<Guid, PageVisit>();
        foreach (var id in known)
        {
            if (!trails.TryGetValue(id, out var trail))
            {
                trail = new PageTrail { ContactId = id };
                scope.Db.Add(trail);
            }

            var before = trail.Pages.LastOrDefault();
            trail.Pages = PageTrail.Join(trail.Pages, taken[id]);
            if (trail.Pages.LastOrDefault() is { } now && now != before)
            {
                moved[id] = now;
            }
        }

        foreach (var reaction in moved.Count == 0 ? [] : reactions)
        {
            await reaction.VisitedAsync(scope, moved, cancellationToken);
        }
    }
}
