using ChatService.Server.Platform.Nodes;
using ChatService.Server.Platform.Storage;
using ChatService.Server.Platform.Timers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace ChatService.Server.Features.Presence;

/// <summary>
/// Who is connected. A lease ends when the last socket on the last node closes, or with the node that held it; then a durable timer runs, and an agent that is not back
/// before it fires is lost (the Routing room acts on that).
/// </summary>
public sealed class AgentLeases(WriteSession session, IStorageEngine engine, NodeIdentity node, IOptions<PresenceOptions> options) : INodeReaction
{
    /// <summary>The timer that ends the grace period; its subject is the agent.</summary>
    public const string GraceTimer = "lease_grace";

    /// <summary>The agent's first connection on this node is there. Call it before the agent is told anything.</summary>
    public Task ConnectedAsync(Guid agentId, CancellationToken cancellationToken) => session.RunAsync(
        async (scope, token) =>
        {
            await LockAsync(scope, [agentId], token);
            if (await scope.Db.Set<AgentLink>().FindAsync([agentId, node.Id], token) is null)
            {
                scope.Db.Add(new AgentLink { AgentId = agentId, NodeId = node.Id, Since = scope.Now });
            }

            var lease = await scope.Db.Set<AgentLease>().FindAsync([agentId], token);
            if (lease is null)
            {
                lease = new AgentLease { AgentId = agentId };
                scope.Db.Add(lease);
            }

            (lease.Connected, lease.ConnectedAt) = (true, scope.Now);
            (lease.DisconnectedAt, lease.LeaseUntil) = (null, null);
            await scope.CancelAsync(GraceTimer, agentId, token);
            Changed(scope, agentId);
        },
        cancellationToken);

    /// <summary>The agent's last connection on this node has closed. Another node may have more.</summary>
    public Task DisconnectedAsync(Guid agentId, CancellationToken cancellationToken) => session.RunAsync(
        async (scope, token) =>
        {
            await LockAsync(scope, [agentId], token);
            var links = await scope.Db.Set<AgentLink>().Where(l => l.AgentId == agentId && l.NodeId == node.Id).ToListAsync(token);
            await EndAsync(scope, links, token);
        },
        cancellationToken);

    /// <summary>
    /// Called by <see cref="NodeStart"/>, when the tables are there and before the doors open. While no node ran, no agent could come back,
    /// so every grace period that has not ended counts from now. With the embedded store the agents of the earlier process are disconnected
    /// now, too; with a shared one the heartbeat does that.
    /// </summary>
    public Task StartNodeAsync(CancellationToken cancellationToken) => session.RunAsync(
        async (scope, token) =>
        {
            if (engine.IsShared && await OthersLiveAsync(scope, token))
            {
                return;
            }

            await RestartGraceAsync(scope, token);
            if (!engine.IsShared)
            {
                scope.Db.RemoveRange(await scope.Db.Set<AgentLink>().ToListAsync(token));
                (await scope.Db.Set<AgentLease>().Where(l => l.Connected).ToListAsync(token)).ForEach(lease => End(scope, lease));
            }
        },
        cancellationToken);

    /// <summary>
    /// Called by <see cref="NodeStart"/> when the doors are open. A start may take longer than a grace period, so the periods count from here.
    /// </summary>
    public Task NodeStartedAsync(CancellationToken cancellationToken) => session.RunAsync(
        async (scope, token) =>
        {
            if (!engine.IsShared || !await OthersLiveAsync(scope, token))
            {
                await RestartGraceAsync(scope, token);
            }
        },
        cancellationToken);

    /// <summary>Whoever was on the node and is on no other is disconnected now.</summary>
    public async Task LeftAsync(WriteScope scope, string nodeId, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(scope);
        var agentIds = await scope.Db.Set<AgentLink>().Where(l => l.NodeId == nodeId).Select(l => l.AgentId).ToListAsync(cancellationToken);
        await LockAsync(scope, agentIds, cancellationToken);
        await EndAsync(scope, await scope.Db.Set<AgentLink>().Where(l => l.NodeId == nodeId).ToListAsync(cancellationToken), cancellationToken);
    }

    private async Task<bool> OthersLiveAsync(WriteScope scope, CancellationToken cancellationToken)
    {
        var seenAfter = scope.Now - NodeHeartbeat.DeadAfter;
        return await scope.Db.Set<NodeRow>().AnyAsync(n => n.Id != node.Id && n.SeenAt >= seenAfter, cancellationToken);
    }

    private async Task RestartGraceAsync(WriteScope scope, CancellationToken cancellationToken)
    {
        var armed = await scope.Db.Set<DurableTimer>()
            .Where(t => t.Kind == GraceTimer && t.State == TimerState.Armed && t.SubjectId != null).ToListAsync(cancellationToken);
        var ids = armed.Select(t => t.SubjectId!.Value).ToList();
        await LockAsync(scope, ids, cancellationToken);
        var leases = await scope.Db.Set<AgentLease>().Where(l => !l.Connected && ids.Contains(l.AgentId)).ToListAsync(cancellationToken);
        foreach (var lease in leases)
        {
            armed.Where(t => t.SubjectId == lease.AgentId).ToList().ForEach(t => t.End(TimerState.Cancelled, scope.Now));
            lease.LeaseUntil = scope.Now.AddSeconds(options.Value.GraceSeconds);
            scope.Arm(GraceTimer, lease.LeaseUntil.Value, subjectId: lease.AgentId);
            scope.Tell(new AgentPresenceChanged(lease.AgentId));
        }
    }

    // Two nodes change the links of one agent one after the other: the second sees what the first has left.
    private static ValueTask LockAsync(WriteScope scope, List<Guid> agentIds, CancellationToken cancellationToken) =>
        agentIds.Count == 0 ? ValueTask.CompletedTask : scope.LockQueueAsync(cancellationToken, [.. agentIds.Order().Select(id => $"agent:{id:N}")]);

    private async Task EndAsync(WriteScope scope, List<AgentLink> links, CancellationToken cancellationToken)
    {
        scope.Db.RemoveRange(links);
        var (ids, ended) = (links.Select(l => l.AgentId).ToList(), links.Select(l => l.NodeId).ToHashSet());
        var elsewhere = await scope.Db.Set<AgentLink>().AsNoTracking().Where(l => ids.Contains(l.AgentId)).ToListAsync(cancellationToken);
        var held = elsewhere.Where(l => !ended.Contains(l.NodeId)).Select(l => l.AgentId).ToHashSet();
        var leases = await scope.Db.Set<AgentLease>().Where(l => l.Connected && ids.Contains(l.AgentId)).ToListAsync(cancellationToken);
        leases.Where(lease => !held.Contains(lease.AgentId)).ToList().ForEach(lease => End(scope, lease));
    }

    private void End(WriteScope scope, AgentLease lease)
    {
        lease.Connected = false;
        lease.DisconnectedAt = scope.Now;
        lease.LeaseUntil = scope.Now.AddSeconds(options.Value.GraceSeconds);
        scope.Arm(GraceTimer, lease.LeaseUntil.Value, subjectId: lease.AgentId);
        Changed(scope, lease.AgentId);
    }

    private static void Changed(WriteScope scope, Guid agentId)
    {
        scope.Tell(new AgentPresenceChanged(agentId));
        scope.Tell(new AgentEligibilityChanged(agentId));
    }
}
