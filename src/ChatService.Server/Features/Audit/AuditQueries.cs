using ChatService.Server.Platform.Errors;
using ChatService.Server.Platform.Http;
using ChatService.Server.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace ChatService.Server.Features.Audit;

/// <summary>Reads the trail.</summary>
public sealed class AuditQueries(IDbContextFactory<ChatDb> contexts)
{
    private const int PageSize = 50;

    /// <summary>Newest first, 50 a page. invalid_argument for a cursor that we did not make.</summary>
    public async Task<IResult> PageAsync(string? cursor, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var entries = db.Set<AuditEntry>().AsNoTracking();
        if (!string.IsNullOrEmpty(cursor))
        {
            if (!Guid.TryParse(cursor, out var before))
            {
                return Refusal.Invalid("The cursor is not valid.").ToProblem();
            }

            entries = entries.Where(e => e.Id.CompareTo(before) < 0);
        }

        var page = await entries.OrderByDescending(e => e.Id).Take(PageSize + 1).ToListAsync(cancellationToken);
        var more = page.Count > PageSize;
        return TypedResults.Ok(new ListAnswer<AuditEntry>([.. page.Take(PageSize)], more ? page[PageSize - 1].Id.ToString() : null));
    }
}
