using ChatService.Server.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace ChatService.Server.Features.Search;

/// <summary>
/// Which pieces of a text are rare, by what PostgreSQL's own statistics know of the index: the thousand most frequent pieces and their shares of all messages. Asked for the rarest first, the
/// index jumps over most places of the others; what stands in every tenth message sorts out so little that one such piece a word is enough.
/// </summary>
public sealed class GramShares(TimeProvider time)
{
    // Of each word. More of them sort out hardly anything that is left.
    private const int OfEach = 4;

    // A piece with more than this share is frequent.
    private const double Frequent = 0.05;

    private static readonly TimeSpan GoodFor = TimeSpan.FromMinutes(10);

    private volatile Known? known;

    /// <summary>What to ask the index for.</summary>
    public async Task<RarestGrams> RarestAsync(ChatDb db, SearchTerms terms, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(terms);
        var shares = await ReadAsync(db, cancellationToken);
        List<(string Gram, double Share)[]> words = [.. terms.All.Select(term => Grams.Of(term).Select(gram => (Gram: gram, Share: shares.Of(gram))).OrderBy(g => g.Share).ToArray()).Where(word => word.Length > 0)];
        return new RarestGrams(
            [.. words.SelectMany(word => word.Where((g, place) => place == 0 || (place < OfEach && g.Share <= Frequent))).OrderBy(g => g.Share).Select(g => g.Gram).Distinct()],
            words.Aggregate(1.0, (share, word) => share * word[0].Share),
            // Pieces of one word come together more often than by chance: of many only two are counted as if they did not, and only such as share no character.
            words.Aggregate(1.0, (share, word) => share * word[0].Share * word.Where(g => !Overlap(g.Gram, word[0].Gram)).Select(g => g.Share).FirstOrDefault(1)));
    }

    // As in one word: the end of one is the beginning of the other.
    private static bool Overlap(string a, string b) => Enumerable.Range(0, a.Length).Any(i => b.StartsWith(a[i..], StringComparison.Ordinal) || a.StartsWith(b[Math.Min(i, b.Length)..], StringComparison.Ordinal));

    private async Task<Known> ReadAsync(ChatDb db, CancellationToken cancellationToken)
    {
        if (known is { } fresh && time.GetElapsedTime(fresh.At) < GoodFor)
        {
            return fresh;
        }

        var rows = await db.Database.SqlQuery<Share>($"""
            SELECT e.gram AS "Gram", e.share::float8 AS "Value" FROM pg_stats s, unnest(s.most_common_elems::text::text[], s.most_common_elem_freqs) AS e (gram, share)
            WHERE s.schemaname = current_schema() AND s.tablename = 'message_search' AND s.attname = 'grams' AND e.gram IS NOT NULL
            """).ToListAsync(cancellationToken);
        return known = new Known(time.GetTimestamp(), rows.ToDictionary(row => row.Gram, row => row.Value, StringComparer.Ordinal), rows.Count == 0 ? 1 : rows.Min(row => row.Value));
    }

    private sealed record Share(string Gram, double Value);

    // What is not among the frequent ones is rarer than the rarest of them. A table that was never analysed says nothing: all may be frequent.
    private sealed record Known(long At, Dictionary<string, double> Shares, double Rest)
    {
        public double Of(string gram) => Shares.GetValueOrDefault(gram, Rest);
    }
}

/// <summary>The pieces of a search that the index is asked for.</summary>
/// <param name="Grams">The rarest first. None: the terms are too short.</param>
/// <param name="AtMost">All terms stand in this share of all messages at most, if they are independent of each other; from 0 to 1.</param>
/// <param name="Guess">And likely in this one.</param>
public sealed record RarestGrams(string[] Grams, double AtMost, double Guess);
