using ChatService.Contracts;
using ChatService.Domain.Content;
using ChatService.Server.Features.Agents;
using ChatService.Server.Features.Audit;
using ChatService.Server.Platform.Errors;
using ChatService.Server.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace ChatService.Server.Features.Contacts;

/// <summary>An agent's corrections and note on a contact it may see.</summary>
public sealed class EditContact(WriteSession writes, IStorageEngine engine, IContactVisibility visibility, ContactChanges changes)
{
    internal const int MaxNote = 4_000;
    private const int MaxLevel = 40;
    private const int MaxAttributes = 50;
    private const int MaxAttributeName = 60;
    private const int MaxAttribute = 500;

    /// <summary>not_found, invalid_argument with every complaint, or conflict.</summary>
    public Task<Outcome<ContactView>> HandleAsync(Agent actor, Guid id, ContactDraft draft, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(draft);
        return writes.EditAsync<ContactView>(
            engine,
            async (scope, token) =>
            {
                if (await visibility.VisibleTo(scope.Db, actor).FirstOrDefaultAsync(c => c.Id == id, token) is not { } contact)
                {
                    return Refusal.NotFound("contact");
                }

                var wanted = draft.Was is { } was ? ContactMerge.Of(draft, was, contact) : draft;
                if (wanted is null || (wanted.Version is { } read && read != contact.Version))
                {
                    return ConflictingWrites.Conflict;
                }

                if (Check(wanted, contact, actor) is { } bad)
                {
                    return bad;
                }

                var before = ContactFace.Of(contact);
                Apply(wanted, contact);
                // Without values: a contact's data must be erasable, and the trail is not.
                AuditTrail.Record(scope, actor.Id, actor.Name, "update", "contact", contact.Id, null);
                await changes.TellAsync(scope, contact, before, ContactAuthor.Agent(actor), token);
                return ContactView.Of(contact);
            },
            cancellationToken);
    }

    private static Refusal? Check(ContactDraft draft, Contact contact, Agent actor)
    {
        var complaints = new Complaints();
        if (contact.Verified && !actor.Service)
        {
            // The website has signed these: a person who types over them would be overwritten at the next visit.
            Keep(complaints, "name", ContentText.CleanName(draft.Name) == contact.Name);
            Keep(complaints, "email", ContactDetails.CleanEmail(draft.Email) == contact.Email);
            Keep(complaints, "phone", ContactDetails.CleanPhone(draft.Phone) == contact.Phone);
        }

        complaints.Require(string.IsNullOrWhiteSpace(draft.Email) || ContactDetails.CleanEmail(draft.Email) is not null, "email", FieldCode.BadFormat, "This is not an e-mail address.");
        complaints.Require(string.IsNullOrWhiteSpace(draft.Phone) || ContactDetails.CleanPhone(draft.Phone) is not null, "phone", FieldCode.BadFormat, "This is not a phone number.");
        complaints.Require(draft.Name is null || draft.Name.Length <= ContentText.MaxName, "name", FieldCode.TooLong, $"At most {ContentText.MaxName} characters.");
        complaints.Require(draft.Locale is null || ContentText.CleanLocale(draft.Locale) is not null, "locale", FieldCode.BadFormat, "This is not a language tag.");
        complaints.Require(draft.Level is null || draft.Level.Length <= MaxLevel, "level", FieldCode.TooLong, $"At most {MaxLevel} characters.");
        complaints.Require(draft.Note is null || draft.Note.Length <= MaxNote, "note", FieldCode.TooLong, $"At most {MaxNote} characters.");
        complaints.Require(draft.Attributes is null || draft.Attributes.Count <= MaxAttributes, "attributes", FieldCode.TooMany, $"At most {MaxAttributes} attributes.");
        foreach (var (name, value) in draft.Attributes ?? [])
        {
            complaints.Require(!ReservedNames.Contains(name), $"attributes.{name}", FieldCode.BadFormat, "This name is reserved.");
            complaints.Require(
                name.Length is > 0 and <= MaxAttributeName && value is { Length: <= MaxAttribute },
                $"attributes.{name}", FieldCode.TooLong, $"A name has at most {MaxAttributeName}, a value at most {MaxAttribute} characters.");
        }

        complaints.Require(draft.Version is not null, "version", FieldCode.Required, "The version that was read is needed.");
        return complaints.ToRefusal();
    }

    private static void Keep(Complaints complaints, string field, bool isSame) =>
        complaints.Require(isSame, field, FieldCode.Contradiction, "This was verified by the website and is changed there.");

    private static void Apply(ContactDraft draft, Contact contact)
    {
        contact.Name = ContentText.CleanName(draft.Name);
        contact.Email = ContactDetails.CleanEmail(draft.Email);
        contact.Phone = ContactDetails.CleanPhone(draft.Phone);
        contact.Locale = ContentText.CleanLocale(draft.Locale) ?? contact.Locale;
        contact.Level = ContentText.CleanName(draft.Level, MaxLevel);
        contact.Attributes = draft.Attributes ?? contact.Attributes;
        contact.Note = string.IsNullOrWhiteSpace(draft.Note) ? null : draft.Note.Trim();
    }
}
