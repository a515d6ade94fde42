using ChatService.Server.Features.Agents;
using ChatService.Server.Features.Contacts;
using ChatService.Server.Features.Conversations;
using ChatService.Server.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace ChatService.Server.Features.Search;

/// <summary>
/// Finds people. First among those who were seen last, by reading them: what many have ("com") is found there at once. Then by the index,
/// which is quick for what few have. Whether the agent may see a contact stands in each statement.
/// </summary>
public sealed class FindContacts(IContactIndex index, IContactVisibility visibility) : IFindContacts
{
    // Read in some 10 ms. What one in a hundred has fills a page from these.
    private const int Newest = 2_000;

    // More that are noted than this wait only after an import; they are found when they are indexed.
    private const int MostWaiting = 2_000;

    // Pieces stand apart in a few: a page takes this many looks at most.
    private const int MostLooks = 5;

    public async Task<IReadOnlyList<Contact>> FindAsync(
        ChatDb db, Agent agent, string query, ContactCursor? after, int limit, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(db);
        if (Guid.TryParse(query, out var id))
        {
            return await ByIdAsync(db, agent, id, cancellationToken);
        }

        if (PersonTerms.Of(query) is not { } terms)
        {
            return [];
        }

        var seen = ContactQueries.After(db.Set<Contact>().AsNoTracking(), after).OrderByDescending(c => c.LastSeenAt).ThenByDescending(c => c.Id);
        var newest = await Visible(db, agent, seen.Take(Newest)).ToListAsync(cancellationToken);
        var found = newest.Where(contact => PersonText.Of(contact).Has(terms)).Take(limit).ToList();
        var floor = found.Count == limit ? null : await seen.Skip(Newest - 1).Take(1).FirstOrDefaultAsync(cancellationToken);
        if (floor is null)
        {
            return found;
        }

        var below = new ContactCursor(floor.LastSeenAt, floor.Id);
        var waiting = await ReadAsync(index.Waiting(db), below, MostWaiting);
        var rest = waiting.Where(contact => PersonText.Of(contact).Has(terms)).ToList();
        await AddIndexedAsync(below);
        return [.. found, .. rest.DistinctBy(c => c.Id).OrderByDescending(c => c.LastSeenAt).ThenByDescending(c => c.Id).Take(limit - found.Count)];

        async Task AddIndexedAsync(ContactCursor position)
        {
            var size = 4 * limit;
            var indexed = 0;
            for (var look = 0; look < MostLooks && indexed < limit - found.Count; look++, size *= 4)
            {
                var some = await ReadAsync(index.Having(db, terms), position, size);
                var hits = some.Where(contact => PersonText.Of(contact).Has(terms)).ToList();
                rest.AddRange(hits);
                indexed += hits.Count;
                if (some.Count < size)
                {
                    return;
                }

                position = new ContactCursor(some[^1].LastSeenAt, some[^1].Id);
            }
        }

        Task<List<Contact>> ReadAsync(IQueryable<FoundContact> ids, ContactCursor position, int most) =>
            Visible(db, agent, ids.Join(ContactQueries.After(db.Set<Contact>().AsNoTracking(), position), found => found.ContactId, c => c.Id, (found, c) => c))
                .OrderByDescending(c => c.LastSeenAt).ThenByDescending(c => c.Id).Take(most).ToListAsync(cancellationToken);
    }

    private IQueryable<Contact> Visible(ChatDb db, Agent agent, IQueryable<Contact> contacts) =>
        agent.SeesAll ? contacts : contacts.Where(c => visibility.VisibleTo(db, agent).Any(visible => visible.Id == c.Id));

    // The id of a contact, or of one of its conversations.
    private async Task<IReadOnlyList<Contact>> ByIdAsync(ChatDb db, Agent agent, Guid id, CancellationToken cancellationToken) =>
        await visibility.VisibleTo(db, agent).AsNoTracking()
            .Where(c => c.Id == id || db.Set<Conversation>().VisibleTo(agent).Any(conversation => conversation.Id == id && conversation.ContactId == c.Id))
            .ToListAsync(cancellationToken);
}
