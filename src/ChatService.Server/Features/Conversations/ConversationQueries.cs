using ChatService.Contracts;
using ChatService.Domain.Conversations;
using ChatService.Server.Features.Contacts;
using ChatService.Server.Platform.Errors;
using ChatService.Server.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace ChatService.Server.Features.Conversations;

/// <summary>Reads of conversations and transcripts. Ownership stands in every WHERE.</summary>
public sealed class ConversationQueries(IDbContextFactory<ChatDb> contexts, ConversationViews views, IQueueView queue, Transcripts transcripts)
{
    /// <summary>At most this many messages a call.</summary>
    public const int MaxMessages = 200;

    /// <summary>Which of these wait for an agent.</summary>
    public static async Task<IReadOnlyList<Guid>> StillWaitingAsync(ChatDb db, IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(db);
        return await db.Set<Conversation>().Where(c => ids.Contains(c.Id) && (c.State == ConversationState.Queued || c.State == ConversationState.Offered))
            .Select(c => c.Id).ToListAsync(cancellationToken);
    }

    /// <summary>A visitor's hole, or everything from 0.</summary>
    public async Task<Outcome<VisitorResumeAnswer>> ResumeAsync(VisitorCaller visitor, ResumeRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(visitor);
        ArgumentNullException.ThrowIfNull(request);
        if (request.AfterSeq < 0)
        {
            return Refusal.Invalid("afterSeq is not negative.");
        }

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var conversation = await db.Set<Conversation>().AsNoTracking().FirstOrDefaultAsync(
            c => c.Id == request.ConversationId && c.ContactId == visitor.ContactId && c.InboxId == visitor.InboxId, cancellationToken);
        if (conversation is null)
        {
            return Refusal.NotFound("conversation");
        }

        var rows = await transcripts.PublicAsync(db, conversation, request.AfterSeq, MaxMessages, cancellationToken);
        return new VisitorResumeAnswer(
            [.. rows.Select(ConversationViews.ForVisitor)],
            conversation.PublicSeq,
            ConversationViews.VisitorState(conversation.State),
            request.AfterSeq > conversation.PublicSeq,
            await VisitorViewAsync(db, conversation, cancellationToken, rows));
    }

    /// <summary>An agent's hole, internal lines included.</summary>
    public async Task<Outcome<AgentResumeAnswer>> ResumeAsync(AgentCaller agent, ResumeRequest request, CancellationToken cancellationToken, int limit = MaxMessages)
    {
        ArgumentNullException.ThrowIfNull(agent);
        ArgumentNullException.ThrowIfNull(request);
        if (request.AfterSeq < 0)
        {
            return Refusal.Invalid("afterSeq is not negative.");
        }

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var found = await db.Set<Conversation>().AsNoTracking().VisibleTo(agent.Agent).Where(c => c.Id == request.ConversationId)
            .Join(db.Set<Contact>().AsNoTracking(), c => c.ContactId, contact => contact.Id, (c, contact) => new { Conversation = c, Contact = contact }).FirstOrDefaultAsync(cancellationToken);
        if (found is null)
        {
            return Refusal.NotFound("conversation");
        }

        var (conversation, contact) = (found.Conversation, found.Contact);
        var rows = await transcripts.AllAsync(db, conversation, request.AfterSeq, Math.Clamp(limit, 1, MaxMessages), cancellationToken);
        var read = await Transcripts.VisitorsReadAsync(db, [conversation], cancellationToken, rows);
        return new AgentResumeAnswer(
            [.. rows.Select(ConversationViews.ForAgents)],
            conversation.LastSeq,
            ConversationViews.State(conversation.State),
            request.AfterSeq > conversation.LastSeq,
            views.ForAgents(conversation, contact, read.GetValueOrDefault(conversation.Id)));
    }

    /// <summary>The visitor's open conversation, or the last one while it can still be reopened.</summary>
    public async Task<VisitorConversation?> LatestAsync(Guid contactId, Guid inboxId, DateTimeOffset reopenableSince, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var conversation = await db.Set<Conversation>().AsNoTracking()
            .Where(c => c.ContactId == contactId && c.InboxId == inboxId && (c.State != ConversationState.Closed || c.ClosedAt > reopenableSince))
            .OrderByDescending(c => c.CreatedAt).FirstOrDefaultAsync(cancellationToken);
        return conversation is null ? null : await VisitorViewAsync(db, conversation, cancellationToken);
    }

    /// <summary>The visitor's views of many conversations.</summary>
    public async Task<IReadOnlyDictionary<Guid, (Conversation Conversation, VisitorConversation View)>> VisitorViewsAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var conversations = await db.Set<Conversation>().AsNoTracking().Where(c => ids.Contains(c.Id)).ToListAsync(cancellationToken);
        var waiting = conversations.Where(c => c.IsWaiting).Select(c => c.Id).ToList();
        var places = waiting.Count == 0 ? null : await queue.PlacesAsync(waiting, cancellationToken);
        var read = await Transcripts.AgentsReadAsync(db, conversations, cancellationToken);
        return conversations.ToDictionary(c => c.Id, c => (c, views.ForVisitor(c, places?.GetValueOrDefault(c.Id), read.GetValueOrDefault(c.Id))));
    }

    /// <summary>The rows of many conversations, in the order of the ids that exist.</summary>
    public async Task<IReadOnlyDictionary<Guid, ConversationRow>> RowsAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var conversations = await db.Set<Conversation>().AsNoTracking().Where(c => ids.Contains(c.Id)).ToListAsync(cancellationToken);
        return (await RowsAsync(db, conversations, cancellationToken)).ToDictionary(r => r.ConversationId);
    }

    /// <summary>Rows for conversations that are loaded already.</summary>
    public async Task<IReadOnlyList<ConversationRow>> RowsAsync(ChatDb db, IReadOnlyList<Conversation> conversations, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(db);
        var contactIds = conversations.Select(c => c.ContactId).Distinct().ToList();
        var contacts = await db.Set<Contact>().AsNoTracking().Where(c => contactIds.Contains(c.Id)).ToDictionaryAsync(c => c.Id, cancellationToken);
        var read = await Transcripts.VisitorsReadAsync(db, conversations, cancellationToken);
        return [.. conversations.Select(c => views.ForAgents(c, contacts[c.ContactId], read.GetValueOrDefault(c.Id)))];
    }

    private async Task<VisitorConversation> VisitorViewAsync(ChatDb db, Conversation conversation, CancellationToken cancellationToken, IReadOnlyList<MessageRow>? lines = null)
    {
        var place = conversation.IsWaiting ? await queue.PlaceAsync(conversation.Id, cancellationToken) : null;
        return views.ForVisitor(conversation, place, (await Transcripts.AgentsReadAsync(db, [conversation], cancellationToken, lines)).GetValueOrDefault(conversation.Id));
    }
}
