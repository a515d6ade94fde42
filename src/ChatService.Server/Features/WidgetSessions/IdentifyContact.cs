using ChatService.Contracts;
using ChatService.Domain.Content;
using ChatService.Server.Features.Contacts;
using ChatService.Server.Features.Inboxes;
using ChatService.Server.Platform;
using ChatService.Server.Platform.Errors;
using ChatService.Server.Platform.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;

namespace ChatService.Server.Features.WidgetSessions;

/// <summary>A verified identity finds its contact, or makes it.</summary>
public sealed class IdentifyContact(WriteSession session, TimeProvider time) : IDisposable
{
    // A signature belongs to the first visitor that shows it: somebody who copied it from a page cannot become that person.
    private readonly MemoryCache used = new(new MemoryCacheOptions { SizeLimit = 100_000 });

    /// <summary>The contact's id, or identity_refused.</summary>
    public async Task<Outcome<Guid>> HandleAsync(Inbox inbox, SignedIdentity identity, Guid visitorId, bool isNewVisitor, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(inbox);
        ArgumentNullException.ThrowIfNull(identity);
        if (!IdentitySignature.IsValid(identity, inbox.Secret, time.Now()))
        {
            return Refused;
        }

        var contactId = await session.RunAsync((scope, token) => FindOrAddAsync(scope, inbox, identity, visitorId, token), cancellationToken);
        if (used.TryGetValue(identity.Signature!, out _) && (isNewVisitor || visitorId != contactId))
        {
            return Refused;
        }

        used.Set(identity.Signature!, true, new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = TimeSpan.FromMinutes(7) });
        return contactId;
    }

    public void Dispose() => used.Dispose();

    private static Refusal Refused { get; } = new(ErrorCode.IdentityRefused, "The identity's signature is wrong, old or was used elsewhere.");

    private static async Task<Guid> FindOrAddAsync(WriteScope scope, Inbox inbox, SignedIdentity identity, Guid visitorId, CancellationToken cancellationToken)
    {
        var contacts = scope.Db.Set<Contact>();
        var contact = await contacts.FirstOrDefaultAsync(c => c.ExternalInboxId == inbox.Id && c.ExternalId == identity.ExternalId, cancellationToken);
        if (contact is null)
        {
            // An anonymous contact becomes the known one, unless somebody else is known by it already.
            contact = await contacts.FindAsync([visitorId], cancellationToken);
            if (contact is null || contact.ExternalId is not null)
            {
                contact = new Contact { Id = contact is null ? visitorId : Guid.CreateVersion7(scope.Now), CreatedAt = scope.Now };
                scope.Db.Add(contact);
            }

            (contact.ExternalInboxId, contact.ExternalId) = (inbox.Id, identity.ExternalId);
        }

        contact.Verified = true;
        contact.Name = ContentText.CleanName(identity.Name) ?? contact.Name;
        contact.Email = ContactDetails.CleanEmail(identity.Email) ?? contact.Email;
        contact.Phone = ContactDetails.CleanPhone(identity.Phone) ?? contact.Phone;
        foreach (var (key, value) in identity.Attributes ?? [])
        {
            if (ContentText.CleanName(key, 60) is { } cleanKey && ContentText.CleanName(value, 500) is { } cleanValue)
            {
                contact.Attributes = new(contact.Attributes) { [cleanKey] = cleanValue };
            }
        }

        contact.LastSeenAt = scope.Now;
        contact.Version++;
        scope.Tell(new ContactChanged(contact.Id));
        return contact.Id;
    }
}
