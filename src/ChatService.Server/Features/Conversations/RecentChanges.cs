using ChatService.Server.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace ChatService.Server.Features.Conversations;

/// <summary>What became of conversations lately, whichever node changed them: read from the event log, which has a line for every change.</summary>
public sealed class RecentChanges(IDbContextFactory<ChatDb> contexts, IStorageEngine engine)
{
    /// <summary>The time by which events are stamped.</summary>
    public async Task<DateTimeOffset> NowAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await engine.NowAsync(db, cancellationToken);
    }

    /// <summary>When which conversation changed, after <paramref name="from"/> and not after <paramref name="until"/>: one moment for each transaction.</summary>
    public async Task<IReadOnlyList<(Guid ConversationId, DateTimeOffset At)>> MomentsAsync(DateTimeOffset from, DateTimeOffset until, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var moments = await db.Set<LoggedEvent>().Where(e => e.At > from && e.At <= until).Select(e => new { e.ConversationId, e.At }).Distinct().ToListAsync(cancellationToken);
        return [.. moments.Select(m => (m.ConversationId, m.At))];
    }

    /// <summary>The rows as they are.</summary>
    public async Task<IReadOnlyList<Conversation>> ConversationsAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Set<Conversation>().AsNoTracking().Where(c => ids.Contains(c.Id)).ToListAsync(cancellationToken);
    }

    /// <summary>The newest messages of conversations since a moment, at most so many of each, in order.</summary>
    public async Task<ILookup<Guid, MessageRow>> MessagesAsync(IReadOnlyCollection<Guid> ids, DateTimeOffset from, int limit, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = await db.Set<MessageRow>().AsNoTracking()
            .Join(db.Set<Conversation>().Where(c => ids.Contains(c.Id)), m => m.ConversationId, c => c.Id, (m, c) => new { Message = m, c.LastSeq })
            .Where(x => x.Message.Seq > x.LastSeq - limit && x.Message.CreatedAt >= from)
            .Select(x => x.Message).OrderBy(m => m.ConversationId).ThenBy(m => m.Seq).ToListAsync(cancellationToken);
        return rows.ToLookup(m => m.ConversationId);
    }
}
