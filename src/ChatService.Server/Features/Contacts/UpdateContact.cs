using ChatService.Contracts;
using ChatService.Domain.Content;
using ChatService.Server.Platform.Errors;
using ChatService.Server.Platform.Storage;

namespace ChatService.Server.Features.Contacts;

/// <summary>What a visitor says of itself: claimed, never verified, and it shows nobody's history.</summary>
public sealed class UpdateContact(WriteSession session, ContactChanges changes)
{
    /// <summary>Before the first message there is no contact to update: the answer echoes what will be kept with it by the client.</summary>
    public async Task<Outcome<UpdateContactAnswer>> HandleAsync(Guid contactId, UpdateContactRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var (name, email, phone) = (ContentText.CleanName(request.Name), ContactDetails.CleanEmail(request.Email), ContactDetails.CleanPhone(request.Phone));
        if (request.Email is { Length: > 0 } && email is null)
        {
            return Refusal.Invalid("This is not an e-mail address.");
        }

        return await session.RunAsync<Outcome<UpdateContactAnswer>>(
            async (scope, token) =>
            {
                var contact = await scope.Db.Set<Contact>().FindAsync([contactId], token);
                if (contact is null)
                {
                    return Refusal.NotFound("contact");
                }

                if (!contact.Verified)
                {
                    var before = ContactFace.Of(contact);
                    (contact.Name, contact.Email, contact.Phone) = (name ?? contact.Name, email ?? contact.Email, phone ?? contact.Phone);
                    await changes.TellAsync(scope, contact, before, ContactAuthor.Customer(contactId), token);
                }

                return new UpdateContactAnswer(new VisitorContact(contact.Name, contact.Email, contact.Verified));
            },
            cancellationToken);
    }
}
