using ChatService.Server.Platform.Nodes;
using Microsoft.EntityFrameworkCore;

namespace ChatService.Server.Platform.Storage;

/// <summary>Told after a commit that changed rows which are kept in memory.</summary>
public sealed record SnapshotStale(Type Row);

/// <summary>
/// Small tables that every decision needs (inboxes, agents, policies), kept in memory and read again after a commit that changed them.
/// A writer tells <see cref="SnapshotStale"/> in the transaction of its change.
/// </summary>
public sealed class Snapshot<TRow>(IDbContextFactory<ChatDb> contexts) : ICommitListener
    where TRow : class
{
    private readonly Lock reload = new();
    private volatile IReadOnlyList<TRow>? rows;

    /// <summary>All rows, as of the last commit. Callers must not change them.</summary>
    public IReadOnlyList<TRow> Rows
    {
        get
        {
            if (rows is { } current)
            {
                return current;
            }

            lock (reload)
            {
                using var db = contexts.CreateDbContext();
                return rows ??= [.. db.Set<TRow>().AsNoTracking()];
            }
        }
    }

    public void Committed(IReadOnlyList<object> events)
    {
        ArgumentNullException.ThrowIfNull(events);
        foreach (var item in events)
        {
            if (item is NoticesMissed || (item is SnapshotStale stale && stale.Row == typeof(TRow)))
            {
                lock (reload)
                {
                    rows = null;
                }
            }
        }
    }
}
