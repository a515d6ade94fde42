using ChatService.Contracts;
using ChatService.Server.Features.Agents;
using ChatService.Server.Features.Audit;
using ChatService.Server.Platform.Errors;
using ChatService.Server.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace ChatService.Server.Features.Contacts;

/// <summary>The note that was read, and what it is to become. Null: none.</summary>
public sealed record NoteDraft(string? Note, string? Was);

/// <summary>
/// The note on a contact alone. It is guarded by its own text and not by the contact's version: a name, a page attribute or a visit that
/// changed meanwhile throws nobody's note away.
/// </summary>
public sealed class SaveNote(WriteSession writes, IStorageEngine engine, IContactVisibility visibility, ContactChanges changes)
{
    /// <summary>not_found, invalid_argument, or conflict when somebody else has changed the note. The same note again is done already.</summary>
    public Task<Outcome<ContactView>> HandleAsync(Agent actor, Guid id, NoteDraft draft, CancellationToken cancellationToken)
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

                if (draft.Note is { Length: > EditContact.MaxNote })
                {
                    return Refusal.Invalid($"A note has at most {EditContact.MaxNote} characters.");
                }

                var (next, was) = (Clean(draft.Note), Clean(draft.Was));
                if (contact.Note == next)
                {
                    return ContactView.Of(contact);
                }

                if (contact.Note != was)
                {
                    return new Refusal(ErrorCode.Conflict, "Somebody else has changed this note. Read it again.");
                }

                var before = ContactFace.Of(contact);
                contact.Note = next;
                AuditTrail.Record(scope, actor.Id, actor.Name, "update", "contact", contact.Id, null);
                await changes.TellAsync(scope, contact, before, ContactAuthor.Agent(actor), token);
                return ContactView.Of(contact);
            },
            cancellationToken);
    }

    private static string? Clean(string? note) => string.IsNullOrWhiteSpace(note) ? null : note.Trim();
}
