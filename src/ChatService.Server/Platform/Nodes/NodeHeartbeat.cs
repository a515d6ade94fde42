using ChatService.Server.Platform.Errors;
using ChatService.Server.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace ChatService.Server.Platform.Nodes;

/// <summary>
/// Says every second that this node lives, looks for nodes that no longer say so, and hears what others must tell. All by the database, so it needs no Redis and no leader:
/// who finds a dead node first removes it, and what follows from that is in the same transaction. With the embedded store there is one node and nothing to do.
/// </summary>
public sealed partial class NodeHeartbeat(
    IDbContextFactory<ChatDb> contexts,
    WriteSession session,
    IStorageEngine engine,
    NodeIdentity node,
    NodeNotices notices,
    IEnumerable<INodeReaction> reactions,
    CommitFeed feed,
    TimeProvider time,
    ILogger<NodeHeartbeat> logger) : BackgroundService
{
    /// <summary>How often it says so.</summary>
    public static readonly TimeSpan Every = TimeSpan.FromSeconds(1);

    /// <summary>Silent for so long, a node is dead: three beats may be lost, and the fifth second is for what follows.</summary>
    public static readonly TimeSpan DeadAfter = TimeSpan.FromSeconds(4);

    private bool present;
    private Task? goodbye;

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        if (engine.IsShared)
        {
            await JoinAsync(cancellationToken);
        }

        await base.StartAsync(cancellationToken);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        if (present)
        {
            // A host may stop its services twice; both wait for the one goodbye.
            await (goodbye ??= LeaveAsync(cancellationToken));
        }
    }

    private async Task LeaveAsync(CancellationToken cancellationToken)
    {
        try
        {
            await RemoveAsync(node.Id, onlyDead: false, cancellationToken);
        }
        catch (Exception exception) when (exception is RefusedException or OperationCanceledException or ObjectDisposedException)
        {
            // The others find it dead.
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!engine.IsShared)
        {
            return;
        }

        using var beat = new PeriodicTimer(Every, time);
        try
        {
            while (await beat.WaitForNextTickAsync(stoppingToken))
            {
                await TryBeatAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // StopAsync says goodbye.
        }
    }

    private async Task TryBeatAsync(CancellationToken cancellationToken)
    {
        try
        {
            await BeatAsync(cancellationToken);
        }
        catch (RefusedException)
        {
            // The store is away; readiness says so.
        }
        catch (Exception exception) when (exception is not (OutOfMemoryException or OperationCanceledException))
        {
            if (!engine.IsTransient(exception))
            {
                BeatFailed(exception);
            }
        }
    }

    /// <summary>One beat: says that this node lives, hears the others, and removes who is dead.</summary>
    public async Task BeatAsync(CancellationToken cancellationToken)
    {
        DateTimeOffset now;
        List<string> dead;
        await using (var db = await contexts.CreateDbContextAsync(cancellationToken))
        {
            now = await engine.NowAsync(db, cancellationToken);
            if (await db.Set<NodeRow>().Where(n => n.Id == node.Id).ExecuteUpdateAsync(set => set.SetProperty(n => n.SeenAt, now), cancellationToken) == 0)
            {
                await RejoinAsync(cancellationToken);
            }

            await notices.HearAsync(db, now, cancellationToken);
            var before = now - DeadAfter;
            dead = await db.Set<NodeRow>().Where(n => n.SeenAt < before && n.Id != node.Id).Select(n => n.Id).ToListAsync(cancellationToken);
        }

        foreach (var id in dead)
        {
            await RemoveAsync(id, onlyDead: true, cancellationToken);
        }

        await notices.PurgeAsync(now, cancellationToken);
    }

    private async Task JoinAsync(CancellationToken cancellationToken)
    {
        await session.RunAsync(
            (scope, _) =>
            {
                scope.Db.Add(new NodeRow { Id = node.Id, StartedAt = scope.Now, SeenAt = scope.Now });
                return Task.CompletedTask;
            },
            cancellationToken);
        present = true;
    }

    private async Task RejoinAsync(CancellationToken cancellationToken)
    {
        WasTakenForDead(node.Id);
        await JoinAsync(cancellationToken);
        feed.Tell([new NodeRejoined()]);
    }

    private Task RemoveAsync(string id, bool onlyDead, CancellationToken cancellationToken) => session.RunAsync(
        async (scope, token) =>
        {
            await scope.LockQueueAsync(token, "node:" + id);
            var row = await scope.Db.Set<NodeRow>().FirstOrDefaultAsync(n => n.Id == id, token);
            if (row is null || (onlyDead && row.SeenAt >= scope.Now - DeadAfter))
            {
                return;
            }

            foreach (var reaction in reactions)
            {
                await reaction.LeftAsync(scope, id, token);
            }

            scope.Db.Remove(row);
            NodeLeft(id, onlyDead);
        },
        cancellationToken);

    [LoggerMessage(1301, LogLevel.Error, "A heartbeat failed")]
    private partial void BeatFailed(Exception exception);

    [LoggerMessage(1302, LogLevel.Warning, "Node {Node} was taken for dead by the others and joins again")]
    private partial void WasTakenForDead(string node);

    [LoggerMessage(1303, LogLevel.Warning, "Node {Node} has left (found dead: {Dead})")]
    private partial void NodeLeft(string node, bool dead);
}
