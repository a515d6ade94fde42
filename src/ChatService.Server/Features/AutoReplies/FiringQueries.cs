using ChatService.Server.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace ChatService.Server.Features.AutoReplies;

/// <summary>Reads what rules did.</summary>
public sealed class FiringQueries(IDbContextFactory<ChatDb> contexts)
{
    /// <summary>At most this many, the newest.</summary>
    public const int Limit = 100;

    /// <summary>The last firings of a rule, in any version, also of one that was removed.</summary>
    public async Task<IReadOnlyList<FiringView>> LastAsync(Guid ruleId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Set<RuleFiring>().AsNoTracking()
            .Where(f => f.RuleId == ruleId)
            .OrderByDescending(f => f.At).ThenByDescending(f => f.Id)
            .Take(Limit)
            .Select(f => new FiringView(f.ConversationId, f.RuleVersion, f.At))
            .ToListAsync(cancellationToken);
    }
}
