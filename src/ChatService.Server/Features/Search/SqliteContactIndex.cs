using System.Text;
using ChatService.Server.Features.Contacts;
using ChatService.Server.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace ChatService.Server.Features.Search;

/// <summary>The tokens of a contact as words of an FTS5 row that keeps no text; each token in hex, so that it is one word whatever signs it has.</summary>
public sealed class SqliteContactIndex(WriteSession session) : IContactIndex
{
    private static readonly string[] Schema =
    [
        "CREATE TABLE IF NOT EXISTS contact_search_todo (contact_id TEXT NOT NULL PRIMARY KEY) WITHOUT ROWID",
        "CREATE TABLE IF NOT EXISTS contact_search_line (id INTEGER PRIMARY KEY AUTOINCREMENT, contact_id TEXT NOT NULL UNIQUE)",
        "CREATE VIRTUAL TABLE IF NOT EXISTS contact_search USING fts5(tokens, tokenize = 'ascii', content = '', contentless_delete = 1, detail = none)",
        // Contacts from before the index existed.
        "INSERT OR IGNORE INTO contact_search_todo (contact_id) SELECT id FROM contact WHERE id NOT IN (SELECT contact_id FROM contact_search_line)",
        """
        CREATE TRIGGER IF NOT EXISTS contact_search_added AFTER INSERT ON contact BEGIN
            INSERT OR IGNORE INTO contact_search_todo (contact_id) VALUES (NEW.id);
        END
        """,
        """
        CREATE TRIGGER IF NOT EXISTS contact_search_changed AFTER UPDATE OF name, email, phone, external_id ON contact
        WHEN OLD.name IS NOT NEW.name OR OLD.email IS NOT NEW.email OR OLD.phone IS NOT NEW.phone OR OLD.external_id IS NOT NEW.external_id BEGIN
            INSERT OR IGNORE INTO contact_search_todo (contact_id) VALUES (NEW.id);
        END
        """,
        """
        CREATE TRIGGER IF NOT EXISTS contact_search_removed AFTER DELETE ON contact BEGIN
            DELETE FROM contact_search WHERE rowid = (SELECT id FROM contact_search_line WHERE contact_id = OLD.id);
            DELETE FROM contact_search_line WHERE contact_id = OLD.id;
            DELETE FROM contact_search_todo WHERE contact_id = OLD.id;
        END
        """,
    ];

    // A batch holds the one writer.
    public int Batch => 100;

    public Task PrepareAsync(CancellationToken cancellationToken) => session.RunAsync(
        async (scope, token) =>
        {
            foreach (var statement in Schema)
            {
                await scope.Db.Database.ExecuteSqlRawAsync(statement, token);
            }
        },
        cancellationToken);

    public Task<int> IndexNextAsync(CancellationToken cancellationToken) => session.RunAsync(
        async (scope, token) =>
        {
            var ids = (await Waiting(scope.Db).OrderBy(found => found.ContactId).Take(Batch).ToListAsync(token)).ConvertAll(found => found.ContactId);
            foreach (var contact in await scope.Db.Set<Contact>().AsNoTracking().Where(c => ids.Contains(c.Id)).ToListAsync(token))
            {
                var (id, tokens) = (contact.Id, string.Join(' ', PersonText.Of(contact).Tokens().Select(Word)));
                var database = scope.Db.Database;
                await database.ExecuteSqlAsync($"INSERT OR IGNORE INTO contact_search_line (contact_id) VALUES ({id})", token);
                await database.ExecuteSqlAsync($"DELETE FROM contact_search WHERE rowid = (SELECT id FROM contact_search_line WHERE contact_id = {id})", token);
                await database.ExecuteSqlAsync($"INSERT INTO contact_search (rowid, tokens) SELECT id, {tokens} FROM contact_search_line WHERE contact_id = {id}", token);
                await database.ExecuteSqlAsync($"DELETE FROM contact_search_todo WHERE contact_id = {id}", token);
            }

            return ids.Count;
        },
        cancellationToken);

    public IQueryable<FoundContact> Having(ChatDb db, PersonTerms terms)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(terms);
        var match = string.Join(" AND ", terms.Asked.Select(asked =>
        {
            var all = string.Join(" AND ", asked.Tokens.Select(Word));
            return asked.Or is { } or ? $"(({all}) OR {Word(or)})" : $"({all})";
        }));
        return db.Database.SqlQuery<FoundContact>($"""
            SELECT l.contact_id AS ContactId FROM contact_search JOIN contact_search_line l ON l.id = contact_search.rowid
            WHERE contact_search MATCH {match}
            """);
    }

    public IQueryable<FoundContact> Waiting(ChatDb db)
    {
        ArgumentNullException.ThrowIfNull(db);
        return db.Database.SqlQuery<FoundContact>($"SELECT contact_id AS ContactId FROM contact_search_todo");
    }

    // Letters and digits only: no operator of the query language can be said.
    private static string Word(string token) => "x" + Convert.ToHexStringLower(Encoding.UTF8.GetBytes(token));
}
