using ChatService.Server.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace ChatService.Server.Features.Contacts;

/// <summary>Keeps what a page says of a contact that is there already. One that is not there yet is told with the first message.</summary>
public sealed class RememberAttributes(WriteSession session, IDbContextFactory<ChatDb> contexts, ContactChanges changes)
{
    /// <summary>Writes only when something is new: a session is asked for at each page view.</summary>
    public async Task HandleAsync(Guid contactId, IReadOnlyDictionary<string, string?> said, CancellationToken cancellationToken)
    {
        await using (var db = await contexts.CreateDbContextAsync(cancellationToken))
        {
            var contact = await db.Set<Contact>().AsNoTracking().FirstOrDefaultAsync(c => c.Id == contactId, cancellationToken);
            if (contact is null || PageAttributes.Same(contact.PageAttributes, PageAttributes.Merge(contact.PageAttributes, said)))
            {
                return;
            }
        }

        await session.RunAsync(
            async (scope, token) =>
            {
                if (await scope.Db.Set<Contact>().FindAsync([contactId], token) is { } contact)
                {
                    var before = ContactFace.Of(contact);
                    contact.PageAttributes = PageAttributes.Merge(contact.PageAttributes, said);
                    await changes.TellAsync(scope, contact, before, ContactAuthor.Customer(contactId), token);
                }
            },
            cancellationToken);
    }
}
