using ChatService.Contracts;
using ChatService.Domain.Content;
using ChatService.Server.Platform;

namespace ChatService.Server.Features.Presence;

/// <summary>
/// Pages that connected visitors report, in memory until <see cref="VisitorPresenceWriter"/> stores them. Those of a stranger
/// stay here until it writes: a visitor without a contact costs no write. They go when it leaves.
/// </summary>
public sealed class VisitorPages(TimeProvider time)
{
    private readonly Lock gate = new();
    private readonly Dictionary<Guid, List<PageVisit>> pages = [];
    private readonly HashSet<Guid> dirty = [];
    private readonly HashSet<Guid> gone = [];

    /// <summary>The visitor is on this page now; an address that cannot be kept is left out.</summary>
    public void Report(Guid contactId, PageView? page)
    {
        if (ContentText.CleanUrl(page?.Url) is not { } url)
        {
            return;
        }

        var visit = new PageVisit(url, ContentText.CleanName(page!.Title), time.Now());
        lock (gate)
        {
            pages[contactId] = PageTrail.Join(pages.GetValueOrDefault(contactId) ?? [], [visit]);
            dirty.Add(contactId);
            gone.Remove(contactId);
        }
    }

    /// <summary>The visitor has a contact from now on.</summary>
    public void BecameKnown(Guid contactId)
    {
        lock (gate)
        {
            if (pages.ContainsKey(contactId))
            {
                dirty.Add(contactId);
            }
        }
    }

    /// <summary>The visitor has left this node; what waits to be stored still is.</summary>
    public void Left(Guid contactId)
    {
        lock (gate)
        {
            if (pages.ContainsKey(contactId))
            {
                gone.Add(contactId);
                dirty.Add(contactId);
            }
        }
    }

    /// <summary>At most <paramref name="limit"/> visitors with something new.</summary>
    public IReadOnlyDictionary<Guid, IReadOnlyList<PageVisit>> Take(int limit)
    {
        lock (gate)
        {
            var taken = dirty.Take(limit).ToList();
            dirty.ExceptWith(taken);
            return taken.Where(pages.ContainsKey).ToDictionary(id => id, id => (IReadOnlyList<PageVisit>)[.. pages[id]]);
        }
    }

    /// <summary>These are stored: what was taken is needed no longer. The others are strangers and keep theirs.</summary>
    public void Stored(IReadOnlyDictionary<Guid, IReadOnlyList<PageVisit>> taken, IReadOnlyCollection<Guid> known)
    {
        ArgumentNullException.ThrowIfNull(taken);
        ArgumentNullException.ThrowIfNull(known);
        lock (gate)
        {
            foreach (var id in known.Where(pages.ContainsKey))
            {
                pages[id].RemoveAll(taken[id].Contains);
                if (pages[id].Count == 0)
                {
                    pages.Remove(id);
                    gone.Remove(id);
                }
            }

            foreach (var id in taken.Keys.Where(gone.Remove).ToList())
            {
                pages.Remove(id);
            }
        }
    }

    /// <summary>The store was away: the same is taken again.</summary>
    public void PutBack(IEnumerable<Guid> contactIds)
    {
        lock (gate)
        {
            dirty.UnionWith(contactIds.Where(pages.ContainsKey));
        }
    }
}
