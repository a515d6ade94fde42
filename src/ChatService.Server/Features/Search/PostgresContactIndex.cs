using System.Globalization;
using System.Runtime.CompilerServices;
using ChatService.Server.Features.Contacts;
using ChatService.Server.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace ChatService.Server.Features.Search;

/// <summary>The tokens of a contact in one array under a GIN index; the tables are made by a migration.</summary>
public sealed class PostgresContactIndex(WriteSession session) : IContactIndex
{
    // Between tokens; no token holds it, as names are cleaned of control characters.
    private const char Between = '\u001f';

    public int Batch => 500;

    public Task PrepareAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<int> IndexNextAsync(CancellationToken cancellationToken) => session.RunAsync(
        async (scope, token) =>
        {
            // A change that commits meanwhile notes the contact again: its trigger waits for this delete.
            var ids = await scope.Db.Database.SqlQuery<FoundContact>($"""
                DELETE FROM contact_search_todo AS d
                USING (SELECT contact_id FROM contact_search_todo LIMIT {Batch} FOR UPDATE SKIP LOCKED) AS next
                WHERE d.contact_id = next.contact_id RETURNING d.contact_id AS "ContactId"
                """).ToListAsync(token);
            var wanted = ids.ConvertAll(found => found.ContactId);
            var contacts = await scope.Db.Set<Contact>().AsNoTracking().Where(c => wanted.Contains(c.Id)).ToListAsync(token);
            var (known, tokens) = (contacts.Select(c => c.Id).ToArray(), contacts.Select(c => string.Join(Between, PersonText.Of(c).Tokens())).ToArray());
            await scope.Db.Database.ExecuteSqlAsync(
                $"""
                INSERT INTO contact_search (contact_id, tokens)
                SELECT g.contact_id, string_to_array(g.tokens, {Between.ToString()}) FROM unnest({known}, {tokens}) AS g (contact_id, tokens)
                ON CONFLICT (contact_id) DO UPDATE SET tokens = excluded.tokens
                """,
                token);
            return wanted.Count;
        },
        cancellationToken);

    public IQueryable<FoundContact> Having(ChatDb db, PersonTerms terms)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(terms);
        var arguments = new List<object>();
        var conditions = terms.Asked.Select(asked =>
        {
            var all = string.Create(CultureInfo.InvariantCulture, $"tokens @> {{{Add(asked.Tokens.ToArray())}}}");
            return asked.Or is { } or ? string.Create(CultureInfo.InvariantCulture, $"({all} OR tokens @> {{{Add(new[] { or })}}})") : all;
        }).ToList();
        return db.Database.SqlQuery<FoundContact>(FormattableStringFactory.Create(
            $"SELECT contact_id AS \"ContactId\" FROM contact_search WHERE {string.Join(" AND ", conditions)}", [.. arguments]));

        int Add(string[] tokens)
        {
            arguments.Add(tokens);
            return arguments.Count - 1;
        }
    }

    public IQueryable<FoundContact> Waiting(ChatDb db)
    {
        ArgumentNullException.ThrowIfNull(db);
        return db.Database.SqlQuery<FoundContact>($"SELECT contact_id AS \"ContactId\" FROM contact_search_todo");
    }
}
