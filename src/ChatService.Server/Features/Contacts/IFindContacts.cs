using ChatService.Server.Features.Agents;
using ChatService.Server.Platform.Storage;

namespace ChatService.Server.Features.Contacts;

/// <summary>Finds contacts by what is known of them; the Search room has the index.</summary>
public interface IFindContacts
{
    /// <summary>
    /// Newest seen first, after the cursor, at most <paramref name="limit"/>, of those that the agent may see.
    /// </summary>
    Task<IReadOnlyList<Contact>> FindAsync(ChatDb db, Agent agent, string query, ContactCursor? after, int limit, CancellationToken cancellationToken);
}
