using ChatService.Server.Features.Agents;
using ChatService.Server.Features.Conversations;
using ChatService.Server.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace ChatService.Server.Features.Search;

/// <summary>For an engine without an index of ours: reads the messages of the conversations that were active last.</summary>
public sealed class PlainMessageSearch : IMessageSearch
{
    /// <summary>How many conversations are looked through, of those the agent may see.</summary>
    public const int Conversations = 1_000;

    public Task PrepareAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public int Batch => 1;

    public Task<int> IndexNextAsync(CancellationToken cancellationToken) => Task.FromResult(0);

    public async Task<FoundLines> FindAsync(
        ChatDb db, Agent agent, SearchTerms terms, int limit, CancellationToken cancellationToken, SearchFilter? filter = null)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(terms);
        var recent = (filter ?? new SearchFilter()).Conversations(db, agent).OrderByDescending(c => c.LastActivityAt).Take(Conversations);
        var found = recent.Join((filter ?? new SearchFilter()).Messages(db), c => c.Id, m => m.ConversationId, (c, m) => m).Where(m => m.Kind != MessageKind.Event);
        foreach (var pattern in terms.All.Select(term => SearchTerms.Pattern(term.ToLowerInvariant())))
        {
            // The engines differ in whether LIKE minds the case; in lower case they agree.
#pragma warning disable CA1304, CA1311, CA1862 // Translated to lower(): no culture takes part.
            found = found.Where(m => EF.Functions.Like(m.Text.ToLower(), pattern, "\\"));
#pragma warning restore CA1304, CA1311, CA1862
        }

        return new FoundLines(await found.OrderByDescending(m => m.CreatedAt).ThenByDescending(m => m.Seq).Take(limit)
            .Select(m => new FoundLine(m.ConversationId, m.Seq, m.Text) { IsNote = m.Kind == MessageKind.Note }).ToListAsync(cancellationToken));
    }
}
