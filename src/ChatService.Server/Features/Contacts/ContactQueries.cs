using ChatService.Server.Features.Agents;
using ChatService.Server.Platform.Errors;
using ChatService.Server.Platform.Http;
using ChatService.Server.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace ChatService.Server.Features.Contacts;

/// <summary>Reads contacts; whether the agent may see them stands in every WHERE.</summary>
public sealed class ContactQueries(IDbContextFactory<ChatDb> contexts, IContactVisibility visibility, IFindContacts? search = null)
{
    private const int MaxPage = 100;
    private const int MaxQuery = 200;

    /// <summary>
    /// Newest seen first. <paramref name="query"/> is looked for in name, e-mail, phone, external id and the short name of a visitor without a name.
    /// </summary>
    public async Task<Outcome<ListAnswer<ContactView>>> PageAsync(Agent agent, string? query, string? cursor, int? limit, CancellationToken cancellationToken)
    {
        if (query?.Length > MaxQuery)
        {
            return Refusal.Invalid($"A query has at most {MaxQuery} characters.");
        }

        var after = string.IsNullOrEmpty(cursor) ? null : ContactCursor.Parse(cursor);
        if (after is null && !string.IsNullOrEmpty(cursor))
        {
            return Refusal.Invalid("The cursor is not valid.");
        }

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var size = Math.Clamp(limit ?? MaxPage, 1, MaxPage);
        var page = search is not null && !string.IsNullOrWhiteSpace(query)
            ? await search.FindAsync(db, agent, query.Trim(), after, size + 1, cancellationToken)
            : null;
        page ??= await After(Matching(visibility.VisibleTo(db, agent).AsNoTracking(), query?.Trim()), after)
            .OrderByDescending(c => c.LastSeenAt).ThenByDescending(c => c.Id).Take(size + 1).ToListAsync(cancellationToken);
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

    /// <summary>Those behind the end of a page.</summary>
    public static IQueryable<Contact> After(IQueryable<Contact> contacts, ContactCursor? after) => after is null
        ? contacts
        : contacts.Where(c => c.LastSeenAt < after.LastSeenAt || (c.LastSeenAt == after.LastSeenAt && c.Id.CompareTo(after.Id) < 0));

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
