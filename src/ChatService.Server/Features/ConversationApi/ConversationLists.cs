using ChatService.Contracts;
using ChatService.Domain.Conversations;
using ChatService.Server.Features.Agents;
using ChatService.Server.Features.Conversations;
using ChatService.Server.Platform.Errors;
using ChatService.Server.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace ChatService.Server.Features.ConversationApi;

/// <summary>A page of a list.</summary>
public sealed record ConversationPage(IReadOnlyList<ConversationRow> Items, string? NextCursor);

/// <summary>The lists of conversations. What the agent may not see is not in any of them.</summary>
public sealed class ConversationLists(IDbContextFactory<ChatDb> contexts, ConversationQueries queries, QueuePage queuePage)
{
    /// <summary>queue by score; mine, all (not closed) and closed by newest activity.</summary>
    public async Task<Outcome<ConversationPage>> ListAsync(Agent agent, ConversationFilter filter, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(agent);
        var checkedFilter = CheckedFilter.Of(filter);
        if (!checkedFilter.IsOk)
        {
            return checkedFilter.Refusal;
        }

        var asked = checkedFilter.OrThrow();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var visible = asked.Apply(db.Set<Conversation>().AsNoTracking().VisibleTo(agent));
        if (asked.View == "queue")
        {
            var (waiting, next) = await queuePage.ReadAsync(visible, asked.After, asked.Limit, cancellationToken);
            return new ConversationPage(await queries.RowsAsync(db, waiting, cancellationToken), next?.ToString());
        }

        return asked.View == "closed"
            ? await LastClosedFirstAsync(db, visible.Where(c => c.State == ConversationState.Closed), asked.After, asked.Limit, cancellationToken)
            : await NewestFirstAsync(db, OfView(visible, asked.View, agent.Id), asked.After, asked.Limit, cancellationToken);
    }

    /// <summary>Every conversation with a contact, newest activity first.</summary>
    public async Task<Outcome<ConversationPage>> OfContactAsync(Agent agent, Guid contactId, string? cursor, int? limit, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(agent);
        var checkedFilter = CheckedFilter.Of(new ConversationFilter(Cursor: cursor, Limit: limit));
        if (!checkedFilter.IsOk)
        {
            return checkedFilter.Refusal;
        }

        var asked = checkedFilter.OrThrow();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var visible = db.Set<Conversation>().AsNoTracking().VisibleTo(agent).Where(c => c.ContactId == contactId);
        return await NewestFirstAsync(db, visible, asked.After, asked.Limit, cancellationToken);
    }

    private static IQueryable<Conversation> OfView(IQueryable<Conversation> visible, string view, Guid agentId) => view switch
    {
        "mine" => visible.Where(c => c.AssigneeId == agentId && c.State != ConversationState.Closed),
        _ => visible.Where(c => c.State != ConversationState.Closed),
    };

    // Of all that was ever closed, so it needs an index; the time of the close changes once, the last activity with every message.
    private async Task<ConversationPage> LastClosedFirstAsync(ChatDb db, IQueryable<Conversation> closed, PageCursor? after, int limit, CancellationToken cancellationToken)
    {
        if (after is { At: var at, Id: var id })
        {
            closed = closed.Where(c => c.ClosedAt < at || (c.ClosedAt == at && c.Id.CompareTo(id) < 0));
        }

        var found = await closed.OrderByDescending(c => c.ClosedAt).ThenByDescending(c => c.Id).Take(limit + 1).ToListAsync(cancellationToken);
        var page = found.Take(limit).ToList();
        var next = found.Count > limit ? new PageCursor(page[^1].ClosedAt ?? page[^1].LastActivityAt, page[^1].Id).ToString() : null;
        return new ConversationPage(await queries.RowsAsync(db, page, cancellationToken), next);
    }

    // Of those that are open, or of one contact: few enough to sort.
    private async Task<ConversationPage> NewestFirstAsync(ChatDb db, IQueryable<Conversation> visible, PageCursor? after, int limit, CancellationToken cancellationToken)
    {
        if (after is { At: var at, Id: var id })
        {
            visible = visible.Where(c => c.LastActivityAt < at || (c.LastActivityAt == at && c.Id.CompareTo(id) < 0));
        }

        var found = await visible.OrderByDescending(c => c.LastActivityAt).ThenByDescending(c => c.Id).Take(limit + 1).ToListAsync(cancellationToken);
        var page = found.Take(limit).ToList();
        var next = found.Count > limit ? new PageCursor(page[^1].LastActivityAt, page[^1].Id).ToString() : null;
        return new ConversationPage(await queries.RowsAsync(db, page, cancellationToken), next);
    }
}
