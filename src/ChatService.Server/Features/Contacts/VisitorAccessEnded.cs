using ChatService.Server.Platform.Storage;

namespace ChatService.Server.Features.Contacts;

/// <summary>Told after a contact's epoch was raised: its visitor's connections of earlier epochs are closed.</summary>
public sealed record VisitorAccessEnded(Guid ContactId, int Epoch)
{
    /// <summary>Ends every visitor token of the contact that was made before this transaction.</summary>
    public static void Raise(WriteScope scope, Contact contact)
    {
        ArgumentNullException.ThrowIfNull(scope);
        ArgumentNullException.ThrowIfNull(contact);
        contact.Epoch++;
        scope.Tell(new VisitorAccessEnded(contact.Id, contact.Epoch));
    }
}
