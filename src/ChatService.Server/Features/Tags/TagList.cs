using ChatService.Contracts;
using ChatService.Server.Features.Conversations;
using ChatService.Server.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace ChatService.Server.Features.Tags;

/// <summary>A tag in use, on how many conversations it is, and which rules put it there (for admins).</summary>
public sealed record TagView(string Name, int Count, IReadOnlyList<NamedRef>? Rules = null);

/// <summary>The tags in use. They are words that all agents share, like the names of teams.</summary>
public sealed class TagList(IDbContextFactory<ChatDb> contexts, IEnumerable<ITagSettings> settings)
{
    /// <summary>More would not be read by anybody; the most used ones are kept.</summary>
    public const int Most = 1_000;

    /// <summary>The most used first. With rules: those that only rules name, too.</summary>
    public async Task<IReadOnlyList<TagView>> ReadAsync(bool withRules, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = await db.Set<ConversationTag>().AsNoTracking().GroupBy(t => t.Name)
            .Select(g => new { Name = g.Key, Count = g.Count() })
            .OrderByDescending(t => t.Count).ThenBy(t => t.Name).Take(Most).ToListAsync(cancellationToken);
        var counted = rows.ConvertAll(t => new TagView(t.Name, t.Count));
        return withRules ? WithRules(counted) : counted;
    }

    private List<TagView> WithRules(List<TagView> counted)
    {
        var uses = settings.SelectMany(setting => setting.Uses()).ToLookup(use => use.Tag, StringComparer.OrdinalIgnoreCase);
        var known = counted.Select(tag => tag.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var unused = uses.Where(use => !known.Contains(use.Key)).Select(use => new TagView(use.Key, 0)).OrderBy(tag => tag.Name, StringComparer.Ordinal);
        return
        [
            .. counted.Concat(unused).Select(tag => tag with { Rules = [.. uses[tag.Name].Select(use => new NamedRef(use.SettingId, use.SettingName))] }),
        ];
    }
}
