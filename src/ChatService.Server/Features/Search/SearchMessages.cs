using ChatService.Contracts;
using ChatService.Server.Features.Agents;
using ChatService.Server.Features.Conversations;
using ChatService.Server.Platform.Errors;
using ChatService.Server.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace ChatService.Server.Features.Search;

/// <summary>One hit: the newest line of a conversation that has all the terms.</summary>
public sealed record SearchHit(ConversationRow Conversation, long Seq, string Snippet, string Kind = "text");

/// <summary>One page; <c>Next</c> is where the next one begins, null at the end. A conversation may come again there by an older line, and a page that looked through much may hold few or none.</summary>
public sealed record SearchPage(IReadOnlyList<SearchHit> Items, long? Next)
{
    /// <summary>Of a search for nothing.</summary>
    public static readonly SearchPage Nothing = new([], null);
}

/// <summary>Search over everything an agent may see.</summary>
public sealed class SearchMessages(IDbContextFactory<ChatDb> contexts, IMessageSearch search, ConversationQueries queries)
{
    /// <summary>At most this many hits.</summary>
    public const int MaxLimit = 50;

    // A conversation about refunds says "refund" more than once.
    private const int LinesPerHit = 6;

    /// <summary>Newest first; nothing for nothing. An id finds its conversation.</summary>
    public async Task<Outcome<SearchPage>> HandleAsync(Agent agent, string? query, int limit, CancellationToken cancellationToken, SearchFilter? filter = null)
    {
        ArgumentNullException.ThrowIfNull(agent);
        if (limit is < 1 or > MaxLimit)
        {
            return Refusal.Invalid($"limit is from 1 to {MaxLimit}.");
        }

        if (SearchTerms.Of(query) is not { } terms)
        {
            return SearchPage.Nothing;
        }

        filter ??= new SearchFilter();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (Guid.TryParse(query?.Trim(), out var id) && await HitsAsync(db, agent, [new FoundLine(id, 0, string.Empty)], terms, cancellationToken) is { Count: > 0 } itself)
        {
            return new SearchPage(itself, null);
        }

        var asked = limit * LinesPerHit;
        var (lines, further) = await search.FindAsync(db, agent, terms, asked, cancellationToken, filter);
        var (newest, end) = Newest(lines, limit);
        var isMore = end < lines.Count || lines.Count == asked;
        return new SearchPage(await HitsAsync(db, agent, newest, terms, cancellationToken), isMore && end > 0 ? lines[end - 1].Place : further);
    }

    // The newest line of each conversation, and how many lines that took.
    private static (List<FoundLine> Newest, int End) Newest(IReadOnlyList<FoundLine> lines, int limit)
    {
        var newest = new Dictionary<Guid, FoundLine>();
        for (var i = 0; i < lines.Count; i++)
        {
            if (newest.Count == limit && !newest.ContainsKey(lines[i].ConversationId))
            {
                return ([.. newest.Values], i);
            }

            newest.TryAdd(lines[i].ConversationId, lines[i]);
        }

        return ([.. newest.Values], lines.Count);
    }

    private async Task<IReadOnlyList<SearchHit>> HitsAsync(ChatDb db, Agent agent, List<FoundLine> lines, SearchTerms terms, CancellationToken cancellationToken)
    {
        var ids = lines.ConvertAll(line => line.ConversationId);
        var conversations = await db.Set<Conversation>().AsNoTracking().VisibleTo(agent).Where(c => ids.Contains(c.Id)).ToListAsync(cancellationToken);
        var rows = (await queries.RowsAsync(db, conversations, cancellationToken)).ToDictionary(row => row.ConversationId);
        return [.. lines.Where(line => rows.ContainsKey(line.ConversationId)).Select(line => Hit(rows[line.ConversationId], line, terms))];
    }

    private static SearchHit Hit(ConversationRow row, FoundLine line, SearchTerms terms) => line.Seq == 0
        ? new SearchHit(row, row.LastSeq, row.LastMessage?.Text ?? string.Empty)
        : new SearchHit(row, line.Seq, Snippet.Of(line.Text, terms.All), line.IsNote ? "note" : "text");
}
