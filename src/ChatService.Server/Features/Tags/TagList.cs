using ChatService.Server.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace ChatService.Server.Features.Tags;

/// <summary>A tag in use and on how many conversations it is.</summary>
public sealed record TagView(string Name, int Count);

/// <summary>The tags in use. They are words that all agents share, like the names of teams.</summary>
public sealed class TagList(IDbContextFactory<ChatDb> contexts)
{
    /// <summary>More would not be read by anybody; the most used ones are kept.</summary>
    public const int Most = 1_000;

    /// <summary>The most used first.</summary>
    public async Task<IReadOnlyList<TagView>> ReadAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = await db.Set<ConversationTag>().AsNoTracking().GroupBy(t => t.Name)
            .Select(g => new { Name = g.Key, Count = g.Count() })
            .OrderByDescending(t => t.Count).ThenBy(t => t.Name).Take(Most).ToListAsync(cancellationToken);
        return rows.ConvertAll(t => new TagView(t.Name, t.Count));
    }
}
