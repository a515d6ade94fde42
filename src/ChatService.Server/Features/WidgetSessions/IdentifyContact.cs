using System.Security.Cryptography;
using System.Text;
using ChatService.Contracts;
using ChatService.Domain.Content;
using ChatService.Server.Features.Contacts;
using ChatService.Server.Features.Inboxes;
using ChatService.Server.Platform;
using ChatService.Server.Platform.Errors;
using ChatService.Server.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace ChatService.Server.Features.WidgetSessions;

/// <summary>What came with an identity.</summary>
/// <param name="VisitorId">Becomes the contact's id when the identity is new.</param>
/// <param name="TokenOf">The contact of the visitor token, also of one that has ended; null: there was none.</param>
/// <param name="IsLive">The token is good.</param>
public sealed record ShownToken(Guid VisitorId, Guid? TokenOf, bool IsLive);

/// <summary>The contact that an identity found, and its epoch for the new token.</summary>
public sealed record IdentifiedContact(Guid ContactId, int Epoch);

/// <summary>A verified identity finds its contact, or makes it; in the same transaction its signature becomes a used one.</summary>
public sealed class IdentifyContact(WriteSession session, IStorageEngine engine, ContactChanges changes, TimeProvider time)
{
    private static Refusal Refused { get; } = new(ErrorCode.IdentityRefused, "The identity's signature is wrong, old or was used elsewhere.");

    /// <summary>The contact, or identity_refused.</summary>
    public async Task<Outcome<IdentifiedContact>> HandleAsync(Inbox inbox, SignedIdentity identity, ShownToken shown, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(inbox);
        ArgumentNullException.ThrowIfNull(identity);
        ArgumentNullException.ThrowIfNull(shown);
        if (!IdentitySignature.IsValid(identity, inbox.Secret, time.Now()))
        {
            return Refused;
        }

        try
        {
            return await TryAsync();
        }
        catch (DbUpdateException exception) when (engine.IsUniqueViolation(exception))
        {
            // Two at once on two nodes: whoever was first is found now.
            return await TryAsync();
        }

        Task<Outcome<IdentifiedContact>> TryAsync() => session.RunAsync((scope, token) => IdentifyAsync(scope, inbox, identity, shown, token), cancellationToken);
    }

    private async Task<Outcome<IdentifiedContact>> IdentifyAsync(
        WriteScope scope, Inbox inbox, SignedIdentity identity, ShownToken shown, CancellationToken cancellationToken)
    {
        var known = await scope.Db.Set<Contact>()
            .FirstOrDefaultAsync(c => c.ExternalInboxId == inbox.Id && c.ExternalId == identity.ExternalId, cancellationToken);
        if (!await UseAsync(scope, identity, shown, isOwner: shown.IsLive && known is not null && known.Id == shown.TokenOf, cancellationToken))
        {
            return Refused;
        }

        var contact = known ?? await NewAsync(scope, inbox, identity, shown.VisitorId, cancellationToken);
        var before = ContactFace.Of(contact);
        Fill(contact, identity);
        contact.LastSeenAt = scope.Now;
        // Each page view identifies: one that says nothing new is no change.
        await changes.TellAsync(scope, contact, before, ContactAuthor.Customer(contact.Id), cancellationToken);
        return new IdentifiedContact(contact.Id, contact.Epoch);
    }

    // A signature belongs to the first visitor that shows it: somebody who copied it from a page cannot become that
    // person. The same browser shows it again when the answer was
    // lost, with the token that has ended by then.
    private static async Task<bool> UseAsync(WriteScope scope, SignedIdentity identity, ShownToken shown, bool isOwner, CancellationToken cancellationToken)
    {
        var (used, now) = (scope.Db.Set<UsedSignature>(), scope.Now);
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(identity.Signature!)));
        if (await used.FirstOrDefaultAsync(u => u.Hash == hash, cancellationToken) is { } earlier)
        {
            return isOwner || (shown.TokenOf is not null && shown.TokenOf == earlier.ShownBy);
        }

        await used.Where(u => u.ExpiresAt < now).ExecuteDeleteAsync(cancellationToken);
        used.Add(new UsedSignature { Hash = hash, ExpiresAt = IdentitySignature.ExpiresAt(identity), ShownBy = shown.TokenOf });
        return true;
    }

    // An anonymous contact becomes the known one, with its conversation, unless somebody else is known by it already.
    // Its earlier tokens end: whoever holds one has proven nothing.
    private static async Task<Contact> NewAsync(WriteScope scope, Inbox inbox, SignedIdentity identity, Guid visitorId, CancellationToken cancellationToken)
    {
        var contact = await scope.Db.Set<Contact>().FindAsync([visitorId], cancellationToken);
        if (contact is null || contact.ExternalId is not null)
        {
            contact = new Contact { Id = contact is null ? visitorId : Guid.CreateVersion7(scope.Now), CreatedAt = scope.Now };
            scope.Db.Add(contact);
        }

        (contact.ExternalInboxId, contact.ExternalId) = (inbox.Id, identity.ExternalId);
        VisitorAccessEnded.Raise(scope, contact);
        return contact;
    }

    private static void Fill(Contact contact, SignedIdentity identity)
    {
        contact.Verified = true;
        contact.Name = ContentText.CleanName(identity.Name) ?? contact.Name;
        contact.Email = ContactDetails.CleanEmail(identity.Email) ?? contact.Email;
        contact.Phone = ContactDetails.CleanPhone(identity.Phone) ?? contact.Phone;
        foreach (var (key, value) in identity.Attributes ?? [])
        {
            if (ContentText.CleanName(key, 60) is { } cleanKey && !ReservedNames.Contains(cleanKey) && ContentText.CleanName(value, 500) is { } cleanValue)
            {
                contact.Attributes = new(contact.Attributes) { [cleanKey] = cleanValue };
            }
        }
    }
}
