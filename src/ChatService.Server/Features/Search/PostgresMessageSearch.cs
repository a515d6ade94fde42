using System.Globalization;
using System.Runtime.CompilerServices;
using ChatService.Server.Features.Agents;
using ChatService.Server.Features.Conversations;
using ChatService.Server.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace ChatService.Server.Features.Search;

/// <summary>
/// An inverted index of <see cref="Grams"/>, so that Chinese and every other script is found, also inside words, whatever the database's locale and without an extension. The tables
/// are made by a migration; see there how messages reach the index. Every node fills it; they take different messages.
/// </summary>
public sealed class PostgresMessageSearch(WriteSession session, GramShares shares) : IMessageSearch
{
    private const int AtOnce = 500;

    private const long NoLine = -1;

    // The newest are wanted. What stands in every hundredth message is found among them by reading them; in millions of messages the index would first walk through all its places.
    private const int Newest = 2_000;

    // What likely has no more places than this is looked for wherever they are, by one walk of the index. What has more has some among the next newest.
    private const int AtATime = 3_000;
    private const int MostAtATime = 24_000;

    // Of so many places the text is read in one question, a few tenths of a second. Words that stand in automatic replies alone, which are left out, or in conversations of others, would
    // otherwise be read in every message there is; the next page goes on from there.
    private const int MostRead = 30_000;

    // Each look among the next newest goes so much farther than the one before.
    private const int Farther = 8;

    // Between pieces of one text; no piece holds it, as texts are cleaned of control characters.
    private const char Between = '\u001f';

    /// <summary>Terms too short for the index are looked for in this many messages, the newest ones of the installation.</summary>
    public const int Recent = 20_000;

    // Made by a migration.
    public Task PrepareAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public int Batch => AtOnce;

    public Task<int> IndexNextAsync(CancellationToken cancellationToken) => session.RunAsync(
        async (scope, token) =>
        {
            // Many rows by a plan that fits them, not by one that was made once for few.
            await scope.Db.Database.ExecuteSqlRawAsync("SET LOCAL plan_cache_mode = auto", token);
            // Shared, so that whoever erases one of them waits and then finds it in the index.
            var next = await scope.Db.Database.SqlQuery<Noted>($"""
                WITH taken AS (
                    DELETE FROM message_search_todo AS d
                    USING (SELECT conversation_id, seq FROM message_search_todo LIMIT {AtOnce} FOR UPDATE SKIP LOCKED) AS next
                    WHERE d.conversation_id = next.conversation_id AND d.seq = next.seq
                    RETURNING d.conversation_id, d.seq, d.line)
                SELECT t.conversation_id AS "ConversationId", t.seq AS "Seq", t.line AS "Place", m.text AS "Text" FROM taken t
                JOIN message m ON m.conversation_id = t.conversation_id AND m.seq = t.seq FOR SHARE OF m
                """).ToListAsync(token);
            var (conversations, seqs) = (next.Select(n => n.ConversationId).ToArray(), next.Select(n => n.Seq).ToArray());
            var (places, grams) = (next.Select(n => n.Place).ToArray(), next.Select(n => string.Join(Between, Grams.Of(n.Text))).ToArray());
            await scope.Db.Database.ExecuteSqlAsync(
                $"""
                INSERT INTO message_search (conversation_id, seq, line, grams)
                SELECT g.conversation_id, g.seq, g.line, string_to_array(g.grams, {Between.ToString()})
                FROM unnest({conversations}, {seqs}, {places}, {grams}) AS g (conversation_id, seq, line, grams)
                ON CONFLICT (conversation_id, seq) DO UPDATE SET line = excluded.line, grams = excluded.grams
                """,
                token);
            return next.Count;
        },
        cancellationToken);

    public async Task<FoundLines> FindAsync(
        ChatDb db, Agent agent, SearchTerms terms, int limit, CancellationToken cancellationToken, SearchFilter? filter = null)
    {
        filter ??= new SearchFilter();
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(terms);
        var read = 0;
        long? further = null;

        // What is noted first: a message that is indexed between the two reads is then found twice at worst, never missed.
        var found = await ReadAsync(db, agent, db.Database.SqlQuery<Line>($"SELECT conversation_id AS \"ConversationId\", seq AS \"Seq\", line AS \"Place\" FROM message_search_todo WHERE line < {filter.Before}"), terms, limit, filter, cancellationToken);
        var newest = Math.Min(
            filter.Before - 1, await db.Database.SqlQuery<long>($"SELECT coalesce(max(line), 0) AS \"Value\" FROM message_search").SingleAsync(cancellationToken));
        var rarest = await shares.RarestAsync(db, terms, cancellationToken);
        var grams = rarest.Grams;
        if (grams.Length == 0)
        {
            await AddAsync(Those(db, newest - Recent, newest));
            return Told();
        }

        // The shares are guesses. A wrong one costs time; what is found is the same.
        var above = newest;
        if (rarest.AtMost * Newest >= limit)
        {
            above = Math.Max(newest - Newest, NoLine);
            await AddAsync(Those(db, above, newest));
        }

        var isFew = rarest.Guess * newest <= AtATime;
        for (var size = isFew ? newest + 1 : Math.Max(Newest, (long)(2 * limit / rarest.Guess)); above > NoLine && !IsEnough() && further is null; size *= Farther)
        {
            var floor = Math.Max(above - size, NoLine);
            await LookAsync(floor, above);
            above = floor;
        }

        return Told();

        // Most places have all the terms, so hardly more than the wanted ones are read, unless the agent may see few of them.
        async Task LookAsync(long floor, long above)
        {
            for (var (most, isMore) = (AtATime, true); isMore && !IsEnough(); most = Math.Min(most * Farther, MostAtATime))
            {
                var places = await Places(db, grams, floor, above, most).ToListAsync(cancellationToken);
                await AddAsync(These(db, places[..Math.Min(2 * limit, places.Count)]));
                if (!IsEnough() && places.Count > 2 * limit)
                {
                    await AddAsync(These(db, places[(2 * limit)..]));
                }

                (isMore, above) = (places.Count == most, places.Count == 0 ? floor : places[^1].Place - 1);
                read += places.Count;
                if (read >= MostRead && !IsEnough() && (isMore || floor > NoLine))
                {
                    further = (isMore ? above : floor) + 1;
                    return;
                }
            }
        }

        async Task AddAsync(IQueryable<Line> lines) => found = [.. found, .. await ReadAsync(db, agent, lines, terms, limit, filter, cancellationToken)];

        IEnumerable<Hit> Distinct() => found.DistinctBy(f => (f.ConversationId, f.Seq));

        bool IsEnough() => Distinct().Take(limit).Count() == limit;

        FoundLines Told() => new(
            [.. Distinct().Where(f => f.Place >= (further ?? NoLine)).OrderByDescending(f => f.Place).Take(limit).Select(f => new FoundLine(f.ConversationId, f.Seq, f.Text) { IsNote = f.IsNote, Place = f.Place })],
            further);
    }

    private static IQueryable<Line> Those(ChatDb db, long floor, long above) => db.Database.SqlQuery<Line>(Having([], $"line > {floor} AND line <= {above}"));

    // Sorted, not walked in that order: whoever walks the lines back to the newest place of something rare walks through all of them.
    private static IQueryable<Line> Places(ChatDb db, string[] grams, long floor, long above, int most) =>
        db.Database.SqlQuery<Line>(Having(grams, $"line > {floor} AND line <= {above} ORDER BY line + 0 DESC LIMIT {most}"));

    // Each piece is a condition of its own: the index then jumps from one to the next place that all of them may have. Of one condition with all of them it walks through every place of most.
    private static FormattableString Having(string[] grams, FormattableString rest)
    {
        var given = rest.GetArguments();
        var conditions = grams.Select((_, i) => string.Create(CultureInfo.InvariantCulture, $"grams @> ARRAY[{{{given.Length + i}}}] AND "));
        return FormattableStringFactory.Create(
            $"SELECT conversation_id AS \"ConversationId\", seq AS \"Seq\", line AS \"Place\" FROM message_search WHERE {string.Concat(conditions)}{rest.Format}", [.. given, .. grams]);
    }

    private static IQueryable<Line> These(ChatDb db, IReadOnlyList<Line> places)
    {
        var (conversations, seqs, lines) = (places.Select(p => p.ConversationId).ToArray(), places.Select(p => p.Seq).ToArray(), places.Select(p => p.Place).ToArray());
        return db.Database.SqlQuery<Line>($"SELECT * FROM unnest({conversations}, {seqs}, {lines}) AS t (\"ConversationId\", \"Seq\", \"Place\")");
    }

    // The pieces may stand apart in the text, so the text decides.
    private static async Task<List<Hit>> ReadAsync(ChatDb db, Agent agent, IQueryable<Line> lines, SearchTerms terms, int limit, SearchFilter filter, CancellationToken cancellationToken)
    {
        var found =
            from line in lines
            join conversation in filter.Conversations(db, agent) on line.ConversationId equals conversation.Id
            join message in filter.Messages(db) on new { line.ConversationId, line.Seq } equals new { message.ConversationId, message.Seq }
            select new { line.Place, Message = message };
        foreach (var pattern in terms.All.Select(SearchTerms.Pattern))
        {
            found = found.Where(f => EF.Functions.ILike(f.Message.Text, pattern, "\\"));
        }

        return await found.OrderByDescending(f => f.Place).Take(limit)
            .Select(f => new Hit(f.Message.ConversationId, f.Message.Seq, f.Place, f.Message.Text, f.Message.Kind == MessageKind.Note)).ToListAsync(cancellationToken);
    }

    private sealed record Noted(Guid ConversationId, long Seq, long Place, string Text);

    private sealed record Line(Guid ConversationId, long Seq, long Place);

    private sealed record Hit(Guid ConversationId, long Seq, long Place, string Text, bool IsNote);
}
