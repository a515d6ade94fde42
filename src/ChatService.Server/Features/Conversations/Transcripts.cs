using ChatService.Server.Platform.Storage;
using ChatService.Server.Platform.Storage.Rows;
using Microsoft.EntityFrameworkCore;

namespace ChatService.Server.Features.Conversations;

/// <summary>Lines of conversations whose reader has been checked, and what each audience has read of them.</summary>
public sealed class Transcripts(RowReads reads)
{
    /// <summary>What the customer may see after a line, in its numbers, up to what the conversation had when it was read.</summary>
    public Task<List<MessageRow>> PublicAsync(ChatDb db, Conversation conversation, long afterSeq, int limit, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(conversation);
        return reads.ReadAsync<MessageRow>(
            db, "t.conversation_id = {0} AND t.public_seq > {1} AND t.public_seq <= {2} ORDER BY t.public_seq LIMIT {3}", [conversation.Id, afterSeq, conversation.PublicSeq, limit], cancellationToken);
    }

    /// <summary>Everything after a line, as above.</summary>
    public Task<List<MessageRow>> AllAsync(ChatDb db, Conversation conversation, long afterSeq, int limit, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(conversation);
        return reads.ReadAsync<MessageRow>(
            db, "t.conversation_id = {0} AND t.seq > {1} AND t.seq <= {2} ORDER BY t.seq LIMIT {3}", [conversation.Id, afterSeq, conversation.LastSeq, limit], cancellationToken);
    }

    // Each audience has its own numbers, so a read mark of one is translated for the other: the last line up to it that both have.

    /// <summary>How far the customers have read, in the agents' numbers. <paramref name="lines"/>: of one conversation, when they are at hand.</summary>
    public static async Task<Dictionary<Guid, long>> VisitorsReadAsync(ChatDb db, IReadOnlyList<Conversation> conversations, CancellationToken cancellationToken, IReadOnlyList<MessageRow>? lines = null)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(conversations);
        if (lines is not null && lines.FirstOrDefault(line => line.PublicSeq == conversations[0].VisitorReadSeq) is { } read)
        {
            return new() { [read.ConversationId] = read.Seq };
        }

        var ids = conversations.Where(c => c.VisitorReadSeq > 0).Select(c => c.Id).ToList();
        return ids.Count == 0 ? [] : await db.Set<Conversation>().Where(c => ids.Contains(c.Id))
            .Select(c => new
            {
                c.Id,
                Seq = db.Set<MessageRow>().Where(m => m.ConversationId == c.Id && m.PublicSeq <= c.VisitorReadSeq).OrderByDescending(m => m.PublicSeq).Select(m => m.Seq).FirstOrDefault(),
            })
            .ToDictionaryAsync(c => c.Id, c => c.Seq, cancellationToken);
    }

    /// <summary>How far the agents have read, in the customers' numbers, as above.</summary>
    public static async Task<Dictionary<Guid, long>> AgentsReadAsync(ChatDb db, IReadOnlyList<Conversation> conversations, CancellationToken cancellationToken, IReadOnlyList<MessageRow>? lines = null)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(conversations);
        if (lines is not null && lines.FirstOrDefault(line => line.Seq == conversations[0].AgentReadSeq) is { PublicSeq: { } seq } read)
        {
            return new() { [read.ConversationId] = seq };
        }

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
