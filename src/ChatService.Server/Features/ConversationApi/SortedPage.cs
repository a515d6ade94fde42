using ChatService.Domain;
using ChatService.Server.Features.Conversations;
using Microsoft.EntityFrameworkCore;

namespace ChatService.Server.Features.ConversationApi;

/// <summary>
/// Pages of open conversations in an order that an agent chose, by keyset. Open conversations are few enough to sort: no index carries what changes with each message.
/// </summary>
internal static class SortedPage
{
    /// <summary>Past every time: those who do not wait stand behind all who do.</summary>
    internal static readonly DateTimeOffset NotWaiting = DateTimeOffset.FromUnixTimeMilliseconds(253_402_300_799_000);

    /// <summary>At most <paramref name="limit"/> rows, and where to go on.</summary>
    public static Task<(IReadOnlyList<Conversation> Page, PageCursor? Next)> ReadAsync(
        IQueryable<Conversation> visible, string sort, PageCursor? after, int limit, CancellationToken cancellationToken) =>
        sort switch
        {
            "waiting" => LongestWaitingAsync(visible, after, limit, cancellationToken),
            "priority" => UrgentAsync(visible, after, limit, cancellationToken),
            _ => NewestAsync(visible, after, limit, cancellationToken),
        };

    private static async Task<(IReadOnlyList<Conversation> Page, PageCursor? Next)> NewestAsync(
        IQueryable<Conversation> visible, PageCursor? after, int limit, CancellationToken cancellationToken)
    {
        if (after is { At: var at, Id: var id })
        {
            visible = visible.Where(c => c.LastActivityAt < at || (c.LastActivityAt == at && c.Id.CompareTo(id) < 0));
        }

        var found = await visible.OrderByDescending(c => c.LastActivityAt).ThenByDescending(c => c.Id).Take(limit + 1).ToListAsync(cancellationToken);
        return Cut(found, limit, last => new PageCursor(last.LastActivityAt, last.Id));
    }

    // Waits since the oldest unanswered message or the entry into the queue, whichever is earlier; who does not wait comes behind, in the order of ids.
    private static async Task<(IReadOnlyList<Conversation> Page, PageCursor? Next)> LongestWaitingAsync(
        IQueryable<Conversation> visible, PageCursor? after, int limit, CancellationToken cancellationToken)
    {
        var waits = visible.Select(c => new
        {
            Row = c,
            Since = c.AwaitingSince != null && c.QueueEnteredAt != null
                ? (c.AwaitingSince < c.QueueEnteredAt ? c.AwaitingSince.Value : c.QueueEnteredAt.Value)
                : c.AwaitingSince ?? c.QueueEnteredAt ?? NotWaiting,
        });
        if (after is { At: var at, Id: var id })
        {
            waits = waits.Where(w => w.Since > at || (w.Since == at && w.Row.Id.CompareTo(id) > 0));
        }

        var found = await waits.OrderBy(w => w.Since).ThenBy(w => w.Row.Id).Take(limit + 1).ToListAsync(cancellationToken);
        var next = found.Count > limit ? new PageCursor(found[limit - 1].Since, found[limit - 1].Row.Id) : null;
        return ([.. found.Take(limit).Select(w => w.Row)], next);
    }

    // P0 first, within a priority the longest waiting: each priority is a list of its own, and the cursor says in which one it stands.
    private static async Task<(IReadOnlyList<Conversation> Page, PageCursor? Next)> UrgentAsync(
        IQueryable<Conversation> visible, PageCursor? after, int limit, CancellationToken cancellationToken)
    {
        var page = new List<Conversation>();
        foreach (var priority in Enum.GetValues<Priority>().Where(p => after?.Priority is not { } stood || p >= stood))
        {
            var place = after?.Priority == priority ? after : null;
            var ofPriority = visible.Where(c => c.Priority == priority);
            var (rows, next) = await LongestWaitingAsync(ofPriority, place, limit - page.Count, cancellationToken);
            page.AddRange(rows);
            if (next is not null)
            {
                return (page, next with { Priority = priority });
            }

            if (page.Count == limit)
            {
                var behind = await visible.AnyAsync(c => c.Priority > priority, cancellationToken);
                return (page, behind ? new PageCursor(DateTimeOffset.UnixEpoch, Guid.Empty, priority + 1) : null);
            }
        }

        return (page, null);
    }

    internal static (IReadOnlyList<Conversation> Page, PageCursor? Next) Cut(List<Conversation> found, int limit, Func<Conversation, PageCursor> place) =>
        found.Count > limit ? (found[..limit], place(found[limit - 1])) : (found, null);
}
