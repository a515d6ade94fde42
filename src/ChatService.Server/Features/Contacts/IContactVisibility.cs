using ChatService.Server.Features.Agents;
using ChatService.Server.Platform.Storage;

namespace ChatService.Server.Features.Contacts;

/// <summary>Which contacts an agent may see; the conversations decide that.</summary>
public interface IContactVisibility
{
    /// <summary>As a query, so that it stands in the WHERE.</summary>
    IQueryable<Contact> VisibleTo(ChatDb db, Agent agent);
}
