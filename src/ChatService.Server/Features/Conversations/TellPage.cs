using ChatService.Domain.Conversations;
using ChatService.Server.Features.Presence;
using ChatService.Server.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace ChatService.Server.Features.Conversations;

/// <summary>A customer went to another page: its open conversations show where it is now.</summary>
public sealed class TellPage(IEnumerable<IConversationReaction> reactions) : IPageReaction
{
    public async Task VisitedAsync(WriteScope scope, IReadOnlyDictionary<Guid, PageVisit> now, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(scope);
        ArgumentNullException.ThrowIfNull(now);
        var contactIds = now.Keys.ToList();
        var ids = await scope.Db.Set<Conversation>()
            .Where(c => contactIds.Contains(c.ContactId) && c.State != ConversationState.Closed).Select(c => c.Id).ToListAsync(cancellationToken);
        if (ids.Count == 0)
        {
            return;
        }

        var batch = new ConversationBatch(scope, [.. reactions]);
        await batch.LoadAsync(ids, cancellationToken);
        foreach (var unit in ids.Select(batch.Find).OfType<ConversationUnit>().Where(unit => unit.Conversation.IsOpen))
        {
            var (conversation, page) = (unit.Conversation, now[unit.Conversation.ContactId]);
            if ((conversation.PageUrl, conversation.PageTitle) != (page.Url, page.Title))
            {
                (conversation.PageUrl, conversation.PageTitle) = (page.Url, page.Title);
                unit.Raise(new PageViewed(Actor.Visitor(conversation.ContactId)));
            }
        }

        await batch.SettleAsync(cancellationToken);
    }
}
