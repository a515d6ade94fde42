using ChatService.Server.Platform.Storage;
using ChatService.Server.Platform.Timers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace ChatService.Server.Features.Presence;

/// <summary>
/// Who is connected. A lease ends when the last socket closes or its node has gone; then a durable timer runs, and an agent that is not back
/// before it fires is lost (the Routing room acts on that).
/// </summary>
public sealed class AgentLeases(WriteSession session, IStorageEngine engine, NodeIdentity node, IOptions<PresenceOptions> options)
{
    /// <summary>The timer that ends the grace period; its subject is the agent.</summary>
    public const string GraceTimer = "lease_grace";

    /// <summary>The agent's first connection on this node is there. Call it before the agent is told anything.</summary>
    public Task ConnectedAsync(Guid agentId, CancellationToken cancellationToken) => session.RunAsync(
        async (scope, token) =>
        {
            var lease = await scope.Db.Set<AgentLease>().FindAsync([agentId], token);
            if (lease is null)
            {
                lease = new AgentLease { AgentId = agentId };
                scope.Db.Add(lease);
            }

            (lease.NodeId, lease.NodeEpoch) = (node.Id, node.Epoch);
            (lease.Connected, lease.ConnectedAt) = (true, scope.Now);
            (lease.DisconnectedAt, lease.LeaseUntil) = (null, null);
            await scope.CancelAsync(GraceTimer, agentId, token);
            Changed(scope, agentId);
        },
        cancellationToken);

    /// <summary>The agent's last connection on this node has closed. A lease that another process has taken over meanwhile is left alone.</summary>
    public Task DisconnectedAsync(Guid agentId, CancellationToken cancellationToken) => session.RunAsync(
        async (scope, token) =>
        {
            var lease = await scope.Db.Set<AgentLease>().FindAsync([agentId], token);
            if (lease is { Connected: true } && lease.NodeId == node.Id && lease.NodeEpoch == node.Epoch)
            {
                End(scope, lease);
            }
        },
        cancellationToken);

    /// <summary>
    /// Called by <see cref="NodeStart"/>, when the tables are there and before the doors open: whoever an earlier process of this node held is disconnected now.
    /// With the embedded store there is one node, so every lease of an earlier process ends, whatever the machine was called then.
    /// </summary>
    public Task StartNodeAsync(CancellationToken cancellationToken) => session.RunAsync(
        async (scope, token) =>
        {
            var single = engine.Name == "sqlite";
            var (id, epoch) = (node.Id, node.Epoch);
            var orphans = await scope.Db.Set<AgentLease>()
                .Where(l => l.Connected && l.NodeEpoch != epoch && (single || l.NodeId == id)).ToListAsync(token);
            orphans.ForEach(lease => End(scope, lease));
        },
        cancellationToken);

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
