using System.Text.Json;
using ChatService.Contracts;
using ChatService.Domain.Conversations;
using ChatService.Server.Features.Agents;
using ChatService.Server.Features.Conversations;
using ChatService.Server.Platform;
using ChatService.Server.Platform.Errors;
using ChatService.Server.Platform.Http;
using ChatService.Server.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace ChatService.Server.Features.ConversationApi;

/// <summary>The lists of conversations. What the agent may not see is not in any of them.</summary>
public sealed class ConversationLists(IDbContextFactory<ChatDb> contexts, ConversationQueries queries, QueuePage queuePage, TimeProvider time, IBreachedConversations? breaches = null)
{
    /// <summary>
    /// queue by score; mine and all (not closed) by newest activity or in the order asked for; closed and callbacks the last one first; any: closed ones, too.
    /// </summary>
    public async Task<Outcome<ListAnswer<ConversationRow>>> ListAsync(Agent agent, ConversationFilter filter, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(agent);
        var checkedFilter = CheckedFilter.Of(filter);
        if (!checkedFilter.IsOk)
        {
            return checkedFilter.Refusal;
        }

        var asked = checkedFilter.OrThrow();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var visible = asked.Apply(Chosen(db, asked).VisibleTo(agent));
        var (page, next) = asked.View switch
        {
            "queue" => await queuePage.ReadAsync(visible, asked.After, asked.Limit, cancellationToken),
            "closed" => await LastClosedFirstAsync(visible.Where(c => c.State == ConversationState.Closed), asked, cancellationToken),
            "callbacks" => await LastCallbackFirstAsync(visible, asked, cancellationToken),
            _ => await SortedPage.ReadAsync(OfView(visible, asked.View, agent.Id), asked.Sort, asked.After, asked.Limit, cancellationToken),
        };
        return new ListAnswer<ConversationRow>(await queries.RowsAsync(db, page, cancellationToken), next?.ToString());
    }

    /// <summary>Every conversation with a contact, newest activity first.</summary>
    public async Task<Outcome<ListAnswer<ConversationRow>>> OfContactAsync(Agent agent, Guid contactId, string? cursor, int? limit, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(agent);
        var checkedFilter = CheckedFilter.Of(new ConversationFilter { Cursor = cursor, Limit = limit });
        if (!checkedFilter.IsOk)
        {
            return checkedFilter.Refusal;
        }

        var asked = checkedFilter.OrThrow();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var visible = db.Set<Conversation>().AsNoTracking().VisibleTo(agent).Where(c => c.ContactId == contactId);
        var (page, next) = await SortedPage.ReadAsync(visible, "activity", asked.After, asked.Limit, cancellationToken);
        return new ListAnswer<ConversationRow>(await queries.RowsAsync(db, page, cancellationToken), next?.ToString());
    }

    private IQueryable<Conversation> Chosen(ChatDb db, CheckedFilter asked)
    {
        var conversations = db.Set<Conversation>().AsNoTracking();
        if (asked.Asked.Tag is { } tag)
        {
            // Tags are a JSON list in a text column: a tag is in it when its JSON string is. Both engines know replace().
            var json = JsonSerializer.Serialize(tag, JsonColumn.Options);
            conversations = db.Set<Conversation>().FromSql($"SELECT * FROM conversation WHERE replace(tags, {json}, '') <> tags").AsNoTracking();
        }

        if (asked.Asked.BreachedWithin is { } seconds && breaches is not null)
        {
            var breached = breaches.Since(db, time.Now().AddSeconds(-seconds));
            conversations = conversations.Where(c => breached.Contains(c.Id));
        }

        return conversations;
    }

    private static IQueryable<Conversation> OfView(IQueryable<Conversation> visible, string view, Guid agentId) => view switch
    {
        "mine" => visible.Where(c => c.AssigneeId == agentId && c.State != ConversationState.Closed),
        "any" => visible,
        _ => visible.Where(c => c.State != ConversationState.Closed),
    };

    // Of all that was ever closed, so it needs an index; the time of the close changes once, the last activity with every message.
    private static async Task<(IReadOnlyList<Conversation> Page, PageCursor? Next)> LastClosedFirstAsync(
        IQueryable<Conversation> closed, CheckedFilter asked, CancellationToken cancellationToken)
    {
        if (asked.After is { At: var at, Id: var id })
        {
            closed = closed.Where(c => c.ClosedAt < at || (c.ClosedAt == at && c.Id.CompareTo(id) < 0));
        }

        var found = await closed.OrderByDescending(c => c.ClosedAt).ThenByDescending(c => c.Id).Take(asked.Limit + 1).ToListAsync(cancellationToken);
        return SortedPage.Cut(found, asked.Limit, last => new PageCursor(last.ClosedAt ?? last.LastActivityAt, last.Id));
    }

    // Whoever asked for a call, the last one first, whether the conversation is closed or not.
    private static async Task<(IReadOnlyList<Conversation> Page, PageCursor? Next)> LastCallbackFirstAsync(
        IQueryable<Conversation> visible, CheckedFilter asked, CancellationToken cancellationToken)
    {
        var callbacks = visible.Where(c => c.CallbackRequestedAt != null);
        if (asked.After is { At: var at, Id: var id })
        {
            callbacks = callbacks.Where(c => c.CallbackRequestedAt < at || (c.CallbackRequestedAt == at && c.Id.CompareTo(id) < 0));
        }

        var found = await callbacks.OrderByDescending(c => c.CallbackRequestedAt).ThenByDescending(c => c.Id).Take(asked.Limit + 1).ToListAsync(cancellationToken);
        return SortedPage.Cut(found, asked.Limit, last => new PageCursor(last.CallbackRequestedAt!.Value, last.Id));
    }
}
