using ChatService.Server.Features.Agents;
using ChatService.Server.Platform.Errors;
using ChatService.Server.Platform.Http;
using ChatService.Server.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace ChatService.Server.Features.Contacts;

/// <summary>Reads contacts; whether the agent may see them stands in every WHERE.</summary>
public sealed class ContactQueries(IDbContextFactory<ChatDb> contexts, IContactVisibility visibility)
{
    private const int MaxPage = 100;
    private const int MaxQuery = 200;

    /// <summary>Newest first. <paramref name="query"/> is looked for in name, e-mail, phone and external id.</summary>
    public async Task<Outcome<ListAnswer<ContactView>>> PageAsync(Agent agent, string? query, string? cursor, int? limit, CancellationToken cancellationToken)
    {
        if (query?.Length > MaxQuery)
        {
            return Refusal.Invalid($"A query has at most {MaxQuery} characters.");
        }

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var contacts = Matching(visibility.VisibleTo(db, agent).AsNoTracking(), query?.Trim());
        if (!string.IsNullOrEmpty(cursor))
        {
            if (ContactCursor.Parse(cursor) is not { } after)
            {
                return Refusal.Invalid("The cursor is not valid.");
            }

            contacts = contacts.Where(c => c.LastSeenAt < after.LastSeenAt || (c.LastSeenAt == after.LastSeenAt && c.Id.CompareTo(after.Id) < 0));
        }

        var size = Math.Clamp(limit ?? MaxPage, 1, MaxPage);
        var page = await contacts.OrderByDescending(c => c.LastSeenAt).ThenByDescending(c => c.Id).Take(size + 1).ToListAsync(cancellationToken);
        var next = page.Count > size ? new ContactCursor(page[size - 1].LastSeenAt, page[size - 1].Id).ToString() : null;
        return new ListAnswer<ContactView>([.. page.Take(size).Select(ContactView.Of)], next);
    }

    /// <summary>not_found, also for one the agent may not see.</summary>
    public async Task<Outcome<ContactView>> FindAsync(Agent agent, Guid id, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await visibility.VisibleTo(db, agent).AsNoTracking().FirstOrDefaultAsync(c => c.Id == id, cancellationToken) is { } contact
            ? ContactView.Of(contact)
            : Refusal.NotFound("contact");
    }

    private static IQueryable<Contact> Matching(IQueryable<Contact> contacts, string? query)
    {
        if (string.IsNullOrEmpty(query))
        {
            return contacts;
        }

        // Lower-cased on both sides in SQL: LIKE minds the case on one engine and not on the other.
#pragma warning disable CA1304, CA1311, CA1862
        var text = query.ToLowerInvariant();
        return contacts.Where(c =>
            (c.Name != null && c.Name.ToLower().Contains(text))
            || (c.Email != null && c.Email.ToLower().Contains(text))
            || (c.Phone != null && c.Phone.Contains(text))
            || (c.ExternalId != null && c.ExternalId == query));
#pragma warning restore CA1304, CA1311, CA1862
    }
}
