using ChatService.Server.Features.Agents;
using ChatService.Server.Platform.Storage;

namespace ChatService.Server.Features.Contacts;

/// <summary>Who changed what is known of a contact. Kind: visitor or agent.</summary>
public sealed record ContactAuthor(string Kind, Guid Id, string? Name)
{
    /// <summary>The customer, or its page.</summary>
    public static ContactAuthor Customer(Guid contactId) => new("visitor", contactId, null);

    /// <summary>A colleague or an integration.</summary>
    public static ContactAuthor Agent(Agent agent)
    {
        ArgumentNullException.ThrowIfNull(agent);
        return new ContactAuthor("agent", agent.Id, agent.Name);
    }
}

/// <summary>What another room does when what is known of a contact changed, inside the same transaction.</summary>
public interface IContactReaction
{
    /// <summary>The contact as it will be committed.</summary>
    Task ChangedAsync(WriteScope scope, Contact contact, ContactAuthor author, CancellationToken cancellationToken);
}

/// <summary>What agents see of a contact, to find out whether an edit changed anything.</summary>
public sealed record ContactFace(
    string? Name, string? Email, string? Phone, string Locale, string? Level, bool Verified, string? ExternalId,
    Dictionary<string, string> Attributes, Dictionary<string, string>? PageAttributes, string? Note)
{
    /// <summary>As it is now; dictionaries are replaced by writers and never changed in place.</summary>
    public static ContactFace Of(Contact contact)
    {
        ArgumentNullException.ThrowIfNull(contact);
        return new ContactFace(
            contact.Name, contact.Email, contact.Phone, contact.Locale, contact.Level, contact.Verified, contact.ExternalId,
            contact.Attributes, contact.PageAttributes, contact.Note);
    }

    public bool Equals(ContactFace? other) =>
        other is not null
        && (Name, Email, Phone, Locale, Level, Verified) == (other.Name, other.Email, other.Phone, other.Locale, other.Level, other.Verified)
        && (ExternalId, Note) == (other.ExternalId, other.Note)
        && Contacts.PageAttributes.Same(Attributes, other.Attributes)
        && Contacts.PageAttributes.Same(PageAttributes, other.PageAttributes);

    public override int GetHashCode() => HashCode.Combine(Name, Email, Phone, ExternalId);
}

/// <summary>The one place where a changed contact gets its next version and everybody who shows it is told.</summary>
public sealed class ContactChanges(IServiceProvider services)
{
    // Looked up late: the reactions belong to rooms that ask this one for visibility.
    private IContactReaction[]? reactions;

    /// <summary>Nothing happens when the contact looks as before.</summary>
    public async Task TellAsync(WriteScope scope, Contact contact, ContactFace before, ContactAuthor author, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(contact);
        if (ContactFace.Of(contact).Equals(before))
        {
            return;
        }

        contact.Version++;
        foreach (var reaction in reactions ??= [.. services.GetServices<IContactReaction>()])
        {
            await reaction.ChangedAsync(scope, contact, author, cancellationToken);
        }
    }
}
