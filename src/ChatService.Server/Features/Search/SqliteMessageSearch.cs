using ChatService.Server.Features.Agents;
using ChatService.Server.Features.Conversations;
using ChatService.Server.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace ChatService.Server.Features.Search;

/// <summary>
/// FTS5 with trigrams, so that Chinese and every other script is found, also inside words. A trigger writes a line number for each message in the message's own transaction; the
/// index itself is filled behind it, up to a cursor, and what is not indexed yet is searched in the text. So an append pays one small row instead of the index, a broken index
/// breaks the search and nothing else, and a message is found as soon as it is acked. The index holds no text. A message that is erased leaves it in the same transaction.
/// </summary>
public sealed class SqliteMessageSearch(WriteSession session) : IMessageSearch
{
    // A batch holds the one writer: 100 messages are a few milliseconds.
    private const int AtOnce = 100;

    /// <summary>Terms too short for the index are looked for in this many messages, the newest ones of the installation.</summary>
    public const int Recent = 20_000;

    private static readonly string[] Schema =
    [
        """
        CREATE TABLE IF NOT EXISTS message_search_line (
            id INTEGER PRIMARY KEY AUTOINCREMENT, conversation_id TEXT NOT NULL, seq INTEGER NOT NULL, UNIQUE (conversation_id, seq))
        """,
        "CREATE TABLE IF NOT EXISTS message_search_cursor (id INTEGER PRIMARY KEY CHECK (id = 1), indexed_line INTEGER NOT NULL)",
        "CREATE VIRTUAL TABLE IF NOT EXISTS message_search USING fts5(text, tokenize = 'trigram', content = '', contentless_delete = 1)",
        // Messages from before the index existed come first, in their order.
        """
        INSERT INTO message_search_line (conversation_id, seq)
        SELECT conversation_id, seq FROM {message}
        WHERE kind <> 'Event' AND NOT EXISTS (SELECT 1 FROM message_search_cursor) ORDER BY created_at, conversation_id, seq
        """,
        "INSERT OR IGNORE INTO message_search_cursor (id, indexed_line) VALUES (1, 0)",
        """
        CREATE TRIGGER IF NOT EXISTS message_search_added AFTER INSERT ON {message} WHEN NEW.kind <> 'Event' BEGIN
            INSERT INTO message_search_line (conversation_id, seq) VALUES (NEW.conversation_id, NEW.seq);
        END
        """,
        """
        CREATE TRIGGER IF NOT EXISTS message_search_removed AFTER DELETE ON {message} BEGIN
            DELETE FROM message_search WHERE rowid = (SELECT id FROM message_search_line WHERE conversation_id = OLD.conversation_id AND seq = OLD.seq);
            DELETE FROM message_search_line WHERE conversation_id = OLD.conversation_id AND seq = OLD.seq;
        END
        """,
        // An erased text is forgotten; whatever stands there now gets a new line.
        """
        CREATE TRIGGER IF NOT EXISTS message_search_changed AFTER UPDATE OF text ON {message} WHEN OLD.text <> NEW.text AND NEW.kind <> 'Event' BEGIN
            DELETE FROM message_search WHERE rowid = (SELECT id FROM message_search_line WHERE conversation_id = OLD.conversation_id AND seq = OLD.seq);
            DELETE FROM message_search_line WHERE conversation_id = OLD.conversation_id AND seq = OLD.seq;
            INSERT INTO message_search_line (conversation_id, seq) VALUES (NEW.conversation_id, NEW.seq);
        END
        """,
    ];

    public Task PrepareAsync(CancellationToken cancellationToken) => session.RunAsync(
        async (scope, token) =>
        {
            var table = MessageTable(scope.Db);
            foreach (var statement in Schema)
            {
                // No value of anybody's stands in these; the name comes from the model.
                await scope.Db.Database.ExecuteSqlRawAsync(statement.Replace("{message}", table, StringComparison.Ordinal), token);
            }
        },
        cancellationToken);

    public int Batch => AtOnce;

    public Task<int> IndexNextAsync(CancellationToken cancellationToken) => session.RunAsync(
        async (scope, token) =>
        {
            var database = scope.Db.Database;
            var done = await CursorAsync(scope.Db, token);
            var next = await database.SqlQuery<long>($"SELECT id AS Value FROM message_search_line WHERE id > {done} ORDER BY id LIMIT {AtOnce}").ToListAsync(token);
            if (next.Count == 0)
            {
                return 0;
            }

            var last = next[^1];
            var fill = $"""
                INSERT INTO message_search (rowid, text) SELECT l.id, m.text FROM message_search_line l
                JOIN {MessageTable(scope.Db)} m ON m.conversation_id = l.conversation_id AND m.seq = l.seq WHERE l.id > @p0 AND l.id <= @p1
                """;
            await database.ExecuteSqlRawAsync(fill, [done, last], token);
            await database.ExecuteSqlAsync($"UPDATE message_search_cursor SET indexed_line = {last}", token);
            return next.Count;
        },
        cancellationToken);

    public async Task<FoundLines> FindAsync(
        ChatDb db, Agent agent, SearchTerms terms, int limit, CancellationToken cancellationToken, SearchFilter? filter = null)
    {
        filter ??= new SearchFilter();
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(terms);
        if (terms.Indexed.Count == 0)
        {
            var newest = await db.Database.SqlQuery<long>($"SELECT coalesce(max(id), 0) AS Value FROM message_search_line").SingleAsync(cancellationToken);
            return new FoundLines(await ReadAsync(db, agent, After(db, Math.Min(newest, filter.Before) - Recent, filter.Before), terms.All, limit, filter, cancellationToken));
        }

        // The cursor first: a line that is indexed between the two reads is then found twice at worst, never missed.
        var found = await ReadAsync(db, agent, After(db, await CursorAsync(db, cancellationToken), filter.Before), terms.All, limit, filter, cancellationToken);
        if (found.Count < limit)
        {
            found = [.. found, .. await ReadAsync(db, agent, Matching(db, terms, filter.Before), terms.Brief, limit - found.Count, filter, cancellationToken)];
        }

        return new FoundLines([.. found.DistinctBy(line => (line.ConversationId, line.Seq))]);
    }

    private static IQueryable<Line> After(ChatDb db, long id, long before) =>
        db.Database.SqlQuery<Line>($"SELECT id AS Id, conversation_id AS ConversationId, seq AS Seq FROM message_search_line WHERE id > {id} AND id < {before}");

    private static IQueryable<Line> Matching(ChatDb db, SearchTerms terms, long before)
    {
        // In quotes everything is text: no operator, column or prefix can be said.
        var match = string.Join(" AND ", terms.Indexed.Select(term => $"\"{term.Replace("\"", "\"\"", StringComparison.Ordinal)}\""));
        return db.Database.SqlQuery<Line>($"""
            SELECT l.id AS Id, l.conversation_id AS ConversationId, l.seq AS Seq FROM message_search
            JOIN message_search_line l ON l.id = message_search.rowid WHERE message_search MATCH {match} AND l.id < {before}
            """);
    }

    private static async Task<IReadOnlyList<FoundLine>> ReadAsync(
        ChatDb db, Agent agent, IQueryable<Line> lines, IEnumerable<string> contained, int limit, SearchFilter filter, CancellationToken cancellationToken)
    {
        var found =
            from line in lines
            join conversation in filter.Conversations(db, agent) on line.ConversationId equals conversation.Id
            join message in filter.Messages(db) on new { line.ConversationId, line.Seq } equals new { message.ConversationId, message.Seq }
            select new { line.Id, Message = message };
        foreach (var pattern in contained.Select(SearchTerms.Pattern))
        {
            found = found.Where(f => EF.Functions.Like(f.Message.Text, pattern, "\\"));
        }

        return await found.OrderByDescending(f => f.Id).Take(limit)
            .Select(f => new FoundLine(f.Message.ConversationId, f.Message.Seq, f.Message.Text) { IsNote = f.Message.Kind == MessageKind.Note, Place = f.Id }).ToListAsync(cancellationToken);
    }

    private static Task<long> CursorAsync(ChatDb db, CancellationToken cancellationToken) =>
        db.Database.SqlQuery<long>($"SELECT indexed_line AS Value FROM message_search_cursor").SingleAsync(cancellationToken);

    private static string MessageTable(ChatDb db) => db.Model.FindEntityType(typeof(MessageRow))!.GetTableName()!;

    private sealed record Line(long Id, Guid ConversationId, long Seq);
}
