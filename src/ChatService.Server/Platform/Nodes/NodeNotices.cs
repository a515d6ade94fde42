using ChatService.Server.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace ChatService.Server.Platform.Nodes;

/// <summary>
/// Carries a few kinds of committed events to the other nodes, through the database: written in the transaction of their cause, read by each node every second. So they
/// arrive although Redis is away, and at least once; those who hear them may hear them again.
/// </summary>
public sealed class NodeNotices(IDbContextFactory<ChatDb> contexts, IEnumerable<NoticeKind> kinds, NodeIdentity node, CommitFeed feed) : IDisposable
{
    // A transaction writes its time at its beginning and is seen at its end: none lasts longer than this.
    private static readonly TimeSpan Overlap = TimeSpan.FromSeconds(15);

    private static readonly TimeSpan KeepFor = TimeSpan.FromMinutes(10);

    // A beat and a hint may come at once.
    private readonly SemaphoreSlim hearing = new(1, 1);
    private readonly Dictionary<Type, NoticeKind> byType = kinds.ToDictionary(kind => kind.Type);
    private readonly Dictionary<Guid, DateTimeOffset> heard = [];
    private DateTimeOffset? readAt;
    private long readStamp;
    private DateTimeOffset purgedAt;

    /// <summary>True when the other nodes must hear of it.</summary>
    public bool Concerns(object happened)
    {
        ArgumentNullException.ThrowIfNull(happened);
        return byType.ContainsKey(happened.GetType());
    }

    public void Dispose() => hearing.Dispose();

    /// <summary>Puts the events of a transaction that concern every node into the table.</summary>
    public void Write(WriteScope scope)
    {
        ArgumentNullException.ThrowIfNull(scope);
        foreach (var happened in scope.Events)
        {
            if (byType.TryGetValue(happened.GetType(), out var kind))
            {
                scope.Db.Add(new NodeNotice { Id = Guid.CreateVersion7(scope.Now), At = scope.Now, NodeId = node.Id, Kind = kind.Name, Payload = kind.Write(happened) });
            }
        }
    }

    /// <summary>Tells this node what others have written since the last time.</summary>
    public async Task HearAsync(ChatDb db, DateTimeOffset now, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(db);
        await hearing.WaitAsync(cancellationToken);
        try
        {
            await HearNewAsync(db, now, cancellationToken);
        }
        finally
        {
            hearing.Release();
        }
    }

    private async Task HearNewAsync(ChatDb db, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var since = (readAt ?? now) - Overlap;
        // Real time: a clock that was set forward has lost nothing, a node that was frozen may have.
        if (readAt is not null && TimeProvider.System.GetElapsedTime(readStamp) > KeepFor - Overlap)
        {
            feed.Tell([new NoticesMissed()]);
        }

        var rows = await db.Set<NodeNotice>().AsNoTracking().Where(n => n.At >= since && n.NodeId != node.Id).OrderBy(n => n.At).ToListAsync(cancellationToken);
        (readAt, readStamp) = (now, TimeProvider.System.GetTimestamp());
        foreach (var row in rows.Where(row => heard.TryAdd(row.Id, row.At)))
        {
            if (byType.Values.FirstOrDefault(kind => kind.Name == row.Kind)?.Read(row.Payload) is { } happened)
            {
                feed.Tell([happened]);
            }
        }

        foreach (var old in heard.Where(h => h.Value < since).Select(h => h.Key).ToList())
        {
            heard.Remove(old);
        }
    }

    /// <summary>Deletes what every node has had its time to read.</summary>
    public async Task PurgeAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (now - purgedAt < TimeSpan.FromMinutes(1))
        {
            return;
        }

        purgedAt = now;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var before = now - KeepFor;
        await db.Set<NodeNotice>().Where(n => n.At < before).ExecuteDeleteAsync(cancellationToken);
    }
}
