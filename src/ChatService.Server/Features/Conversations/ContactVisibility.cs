using ChatService.Server.Features.Agents;
using ChatService.Server.Features.Contacts;
using ChatService.Server.Platform.Storage;

namespace ChatService.Server.Features.Conversations;

/// <summary>P12 for contacts: an agent sees those of the conversations it may see; who sees everything sees everybody.</summary>
public sealed class ContactVisibility : IContactVisibility
{
    public IQueryable<Contact> VisibleTo(ChatDb db, Agent agent)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(agent);
        if (agent.SeesAll)
        {
            return db.Set<Contact>();
        }

        var visible = db.Set<Conversation>().VisibleTo(agent);
        return db.Set<Contact>().Where(contact => visible.Any(c => c.ContactId == contact.Id));
    }
}
