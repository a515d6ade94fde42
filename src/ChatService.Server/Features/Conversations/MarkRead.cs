using ChatService.Contracts;
using ChatService.Server.Platform.Errors;
using ChatService.Server.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace ChatService.Server.Features.Conversations;

/// <summary>Read marks, in each audience's own numbers. They only move forward.</summary>
public sealed class MarkRead(ConversationLanes lanes, IDbContextFactory<ChatDb> contexts)
{
    /// <summary>The visitor has read up to a public seq.</summary>
    public async Task<Outcome<Empty>> ByVisitorAsync(VisitorCaller visitor, MarkReadRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(visitor);
        ArgumentNullException.ThrowIfNull(request);
        if (request.Seq < 0)
        {
            return Refusal.Invalid("seq is not negative.");
        }

        var full = await FullSeqAsync(request.ConversationId, request.Seq, cancellationToken);
        return await lanes.ForVisitorAsync<Empty>(
            visitor,
            request.ConversationId,
            unit =>
            {
                var seq = Math.Min(request.Seq, unit.Conversation.PublicSeq);
                if (seq > unit.Conversation.VisitorReadSeq)
                {
                    unit.Conversation.VisitorReadSeq = seq;
                    unit.Raise(new ReadMarked(Actor.Visitor(visitor.ContactId), full, seq));
                }

                return Empty.Value;
            },
            cancellationToken);
    }

    /// <summary>The assignee has read up to an internal seq. A watching agent's reading is nobody's business.</summary>
    public async Task<Outcome<Empty>> ByAgentAsync(AgentCaller agent, MarkReadRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(agent);
        ArgumentNullException.ThrowIfNull(request);
        if (request.Seq < 0)
        {
            return Refusal.Invalid("seq is not negative.");
        }

        var publicSeq = await PublicSeqAsync(request.ConversationId, request.Seq, cancellationToken);
        return await lanes.ForAgentAsync<Empty>(
            agent,
            request.ConversationId,
            unit =>
            {
                var conversation = unit.Conversation;
                var seq = Math.Min(request.Seq, conversation.LastSeq);
                unit.SeeMentions(agent);
                if (conversation.AssigneeId == agent.Id && seq > conversation.AgentReadSeq)
                {
                    conversation.AgentReadSeq = seq;
                    conversation.Unread = seq == conversation.LastSeq ? 0 : conversation.Unread;
                    unit.Raise(new ReadMarked(agent.Actor, seq, publicSeq));
                }

                return Empty.Value;
            },
            cancellationToken);
    }

    private async Task<long> PublicSeqAsync(Guid conversationId, long seq, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Set<MessageRow>().Where(m => m.ConversationId == conversationId && m.Seq <= seq && m.PublicSeq != null)
            .OrderByDescending(m => m.Seq).Select(m => m.PublicSeq!.Value).FirstOrDefaultAsync(cancellationToken);
    }

    private async Task<long> FullSeqAsync(Guid conversationId, long publicSeq, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Set<MessageRow>().Where(m => m.ConversationId == conversationId && m.PublicSeq <= publicSeq)
            .OrderByDescending(m => m.PublicSeq).Select(m => m.Seq).FirstOrDefaultAsync(cancellationToken);
    }
}
