using ChatService.Domain.Conversations;
using ChatService.Server.Features.Contacts;
using ChatService.Server.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace ChatService.Server.Features.Conversations;

/// <summary>
/// A customer who becomes known, or is corrected: its conversations say so, and their rows go to everybody who shows them.
/// The open ones, and the newest closed ones that an agent may have before it.
/// </summary>
public sealed class TellContactChanged(IServiceProvider services) : IContactReaction
{
    private const int Newest = 10;

    private IConversationReaction[]? reactions;

    public async Task ChangedAsync(WriteScope scope, Contact contact, ContactAuthor author, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(scope);
        ArgumentNullException.ThrowIfNull(contact);
        ArgumentNullException.ThrowIfNull(author);
        var own = scope.Db.Set<Conversation>().Where(c => c.ContactId == contact.Id);
        var ids = await own.Where(c => c.State != ConversationState.Closed).Select(c => c.Id).ToListAsync(cancellationToken);
        ids.AddRange(await own.OrderByDescending(c => c.CreatedAt).Take(Newest).Select(c => c.Id).ToListAsync(cancellationToken));
        if (ids.Count == 0)
        {
            return;
        }

        var batch = new ConversationBatch(scope, reactions ??= [.. services.GetServices<IConversationReaction>()]);
        await batch.LoadAsync(ids, cancellationToken);
        var actor = new Actor(author.Kind, author.Id, author.Name);
        foreach (var unit in ids.Distinct().Select(batch.Find).OfType<ConversationUnit>())
        {
            unit.Raise(new ContactUpdated(actor));
        }

        await batch.SettleAsync(cancellationToken);
    }
}
