using ChatService.Domain.Content;
using ChatService.Server.Platform.Storage;

namespace ChatService.Server.Features.Contacts;

/// <summary>
/// Three versions of a contact: what the editor had read, what the editor wants, and what is stored now. A field that the editor did not touch stays as it is stored; a field that was
/// touched on both sides is a conflict, unless both want the same.
/// </summary>
internal static class ContactMerge
{
    /// <summary>The draft with the stored value of every field that the editor did not touch; null for a conflict.</summary>
    public static ContactDraft? Of(ContactDraft draft, ContactBefore was, Contact stored)
    {
        var clash = false;
        var merged = draft with
        {
            Name = Pick(draft.Name, was.Name, stored.Name, text => ContentText.CleanName(text), ref clash),
            Email = Pick(draft.Email, was.Email, stored.Email, ContactDetails.CleanEmail, ref clash),
            Phone = Pick(draft.Phone, was.Phone, stored.Phone, ContactDetails.CleanPhone, ref clash),
            Locale = Pick(draft.Locale ?? was.Locale, was.Locale, stored.Locale, ContentText.CleanLocale, ref clash),
            Level = Pick(draft.Level, was.Level, stored.Level, text => ContentText.CleanName(text), ref clash),
            Note = Pick(draft.Note, was.Note, stored.Note, text => string.IsNullOrWhiteSpace(text) ? null : text.Trim(), ref clash),
            Attributes = ConflictingWrites.Merge(draft.Attributes ?? was.Attributes ?? [], was.Attributes ?? [], stored.Attributes, out var attributesClash),
            Version = stored.Version,
        };
        return clash || attributesClash ? null : merged;
    }

    // What cannot be cleaned is taken as it was typed, for the check to refuse.
    private static string? Pick(string? wanted, string? was, string? stored, Func<string?, string?> clean, ref bool clash)
    {
        var cannotBeUsed = !string.IsNullOrWhiteSpace(wanted) && clean(wanted) is null;
        if (!cannotBeUsed && clean(wanted) == clean(was))
        {
            return stored;
        }

        clash |= stored != clean(was) && stored != clean(wanted);
        return wanted;
    }
}
