using ChatService.Domain;
using ChatService.Domain.Conversations;
using ChatService.Server.Features.Conversations;
using ChatService.Server.Features.Inboxes;
using Microsoft.EntityFrameworkCore;

namespace ChatService.Server.Features.ConversationApi;

/// <summary>
/// A page of the queue, the next one first. The order is that of routing: score = waited seconds + boost, which never changes while people wait, as it is the order of "queued at
/// minus boost". Boosts differ by priority and inbox, so each group of equal boost is read in its own order, from an index, and the groups are merged.
/// </summary>
public sealed class QueuePage(InboxDirectory inboxes)
{
    /// <summary>At most <paramref name="limit"/> of those that wait, and where to go on.</summary>
    public async Task<(IReadOnlyList<Conversation> Page, PageCursor? Next)> ReadAsync(
        IQueryable<Conversation> visible, PageCursor? after, int limit, CancellationToken cancellationToken)
    {
        var waiting = visible.Where(c => (c.State == ConversationState.Queued || c.State == ConversationState.Offered) && c.QueuedAt != null);
        var found = new List<(DateTimeOffset Score, Conversation Conversation)>();
        foreach (var (boost, group) in Groups(waiting))
        {
            var rows = await After(group, after, boost).OrderBy(c => c.QueuedAt).ThenBy(c => c.Id).Take(limit + 1).ToListAsync(cancellationToken);
            found.AddRange(rows.Select(c => (c.QueuedAt!.Value.AddSeconds(-boost), c)));
        }

        var page = found.OrderBy(f => f.Score).ThenBy(f => f.Conversation.Id).Take(limit).ToList();
        var next = found.Count > limit ? new PageCursor(page[^1].Score, page[^1].Conversation.Id) : null;
        return ([.. page.Select(f => f.Conversation)], next);
    }

    private IEnumerable<(int Boost, IQueryable<Conversation> Group)> Groups(IQueryable<Conversation> waiting)
    {
        // Inboxes with the usual boosts, also one that was removed, are one group per priority; those with their own come beside it.
        var special = inboxes.All.Where(i => i.Routing.PriorityBoostSeconds.Count > 0).ToList();
        var specialIds = special.Select(i => i.Id).ToList();
        foreach (var priority in Enum.GetValues<Priority>())
        {
            var ofPriority = waiting.Where(c => c.Priority == priority);
            yield return (InboxBoosts.BoostSeconds(null, priority), ofPriority.Where(c => !specialIds.Contains(c.InboxId)));
            foreach (var group in special.GroupBy(i => i.BoostSeconds(priority)))
            {
                var ids = group.Select(i => i.Id).ToList();
                yield return (group.Key, ofPriority.Where(c => ids.Contains(c.InboxId)));
            }
        }
    }

    private static IQueryable<Conversation> After(IQueryable<Conversation> group, PageCursor? after, int boost)
    {
        if (after is null)
        {
            return group;
        }

        var (at, id) = (after.At.AddSeconds(boost), after.Id);
        return group.Where(c => c.QueuedAt > at || (c.QueuedAt == at && c.Id.CompareTo(id) > 0));
    }
}
