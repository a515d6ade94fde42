using ChatService.Contracts;
using ChatService.Server.Features.Agents;
using ChatService.Server.Features.Conversations;
using ChatService.Server.Platform.Errors;
using ChatService.Server.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace ChatService.Server.Features.Search;

/// <summary>One hit: the newest line of a conversation that has all the terms.</summary>
public sealed record SearchHit(ConversationRow Conversation, long Seq, string Snippet);

/// <summary>Search over everything an agent may see.</summary>
public sealed class SearchMessages(IDbContextFactory<ChatDb> contexts, IMessageSearch search, ConversationQueries queries)
{
    /// <summary>At most this many hits.</summary>
    public const int MaxLimit = 50;

    // A conversation about refunds says "refund" more than once.
    private const int LinesPerHit = 6;

    /// <summary>Newest first; nothing for nothing.</summary>
    public async Task<Outcome<IReadOnlyList<SearchHit>>> HandleAsync(Agent agent, string? query, int limit, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(agent);
        if (limit is < 1 or > MaxLimit)
        {
            return Refusal.Invalid($"limit is from 1 to {MaxLimit}.");
        }

        if (SearchTerms.Of(query) is not { } terms)
        {
            return Array.Empty<SearchHit>();
        }

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var lines = await search.FindAsync(db, agent, terms, limit * LinesPerHit, cancellationToken);
        var newest = lines.DistinctBy(line => line.ConversationId).Take(limit).ToList();
        var ids = newest.ConvertAll(line => line.ConversationId);
        var conversations = await db.Set<Conversation>().AsNoTracking().VisibleTo(agent).Where(c => ids.Contains(c.Id)).ToListAsync(cancellationToken);
        var rows = (await queries.RowsAsync(db, conversations, cancellationToken)).ToDictionary(row => row.ConversationId);
        return newest.Where(line => rows.ContainsKey(line.ConversationId))
            .Select(line => new SearchHit(rows[line.ConversationId], line.Seq, Snippet.Of(line.Text, terms.All))).ToList();
    }
}
