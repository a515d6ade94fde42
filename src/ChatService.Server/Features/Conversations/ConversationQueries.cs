using ChatService.Contracts;
using ChatService.Domain.Conversations;
using ChatService.Server.Features.Contacts;
using ChatService.Server.Platform.Errors;
using ChatService.Server.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace ChatService.Server.Features.Conversations;

/// <summary>Reads of conversations and transcripts. Ownership stands in every WHERE.</summary>
public sealed class ConversationQueries(IDbContextFactory<ChatDb> contexts, ConversationViews views, IQueueView queue)
{
    /// <summary>At most this many messages a call.</summary>
    public const int MaxMessages = 200;

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

        var rows = await db.Set<MessageRow>().AsNoTracking()
            .Where(m => m.ConversationId == request.ConversationId && m.PublicSeq > request.AfterSeq && m.PublicSeq <= conversation.PublicSeq)
            .OrderBy(m => m.PublicSeq).Take(MaxMessages).ToListAsync(cancellationToken);
        return new VisitorResumeAnswer(
            [.. rows.Select(ConversationViews.ForVisitor)],
            conversation.PublicSeq,
            ConversationViews.VisitorState(conversation.State),
            request.AfterSeq > conversation.PublicSeq,
            await VisitorViewAsync(db, conversation, cancellationToken));
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
        var conversation = await db.Set<Conversation>().AsNoTracking().VisibleTo(agent.Agent)
            .FirstOrDefaultAsync(c => c.Id == request.ConversationId, cancellationToken);
        if (conversation is null)
        {
            return Refusal.NotFound("conversation");
        }

        var rows = await db.Set<MessageRow>().AsNoTracking()
            .Where(m => m.ConversationId == request.ConversationId && m.Seq > request.AfterSeq && m.Seq <= conversation.LastSeq)
            .OrderBy(m => m.Seq).Take(Math.Clamp(limit, 1, MaxMessages)).ToListAsync(cancellationToken);
        return new AgentResumeAnswer(
            [.. rows.Select(ConversationViews.ForAgents)],
            conversation.LastSeq,
            ConversationViews.State(conversation.State),
            request.AfterSeq > conversation.LastSeq,
            (await RowsAsync(db, [conversation], cancellationToken))[0]);
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
        var read = await AgentsReadAsync(db, conversations, cancellationToken);
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
        var read = await VisitorsReadAsync(db, conversations, cancellationToken);
        return [.. conversations.Select(c => views.ForAgents(c, contacts[c.ContactId], read.GetValueOrDefault(c.Id)))];
    }

    private async Task<VisitorConversation> VisitorViewAsync(ChatDb db, Conversation conversation, CancellationToken cancellationToken)
    {
        var place = conversation.IsWaiting ? await queue.PlaceAsync(conversation.Id, cancellationToken) : null;
        return views.ForVisitor(conversation, place, (await AgentsReadAsync(db, [conversation], cancellationToken)).GetValueOrDefault(conversation.Id));
    }

    // Each audience has its own numbers, so a read mark of one is translated for the other: the last line up to it that both have.
    private static async Task<Dictionary<Guid, long>> VisitorsReadAsync(ChatDb db, IReadOnlyList<Conversation> conversations, CancellationToken cancellationToken)
    {
        var ids = conversations.Where(c => c.VisitorReadSeq > 0).Select(c => c.Id).ToList();
        return ids.Count == 0 ? [] : await db.Set<Conversation>().Where(c => ids.Contains(c.Id))
            .Select(c => new
            {
                c.Id,
                Seq = db.Set<MessageRow>().Where(m => m.ConversationId == c.Id && m.PublicSeq <= c.VisitorReadSeq).OrderByDescending(m => m.PublicSeq).Select(m => m.Seq).FirstOrDefault(),
            })
            .ToDictionaryAsync(c => c.Id, c => c.Seq, cancellationToken);
    }

    private static async Task<Dictionary<Guid, long>> AgentsReadAsync(ChatDb db, IReadOnlyList<Conversation> conversations, CancellationToken cancellationToken)
    {
        var ids = conversations.Where(c => c.AgentReadSeq > 0).Select(c => c.Id).ToList();
        return ids.Count == 0 ? [] : await db.Set<Conversation>().Where(c => ids.Contains(c.Id))
            .Select(c => new
            {
                c.Id,
                Seq = db.Set<MessageRow>().Where(m => m.ConversationId == c.Id && m.Seq <= c.AgentReadSeq && m.PublicSeq != null)
                    .OrderByDescending(m => m.Seq).Select(m => m.PublicSeq!.Value).FirstOrDefault(),
            })
            .ToDictionaryAsync(c => c.Id, c => c.Seq, cancellationToken);
    }
}
