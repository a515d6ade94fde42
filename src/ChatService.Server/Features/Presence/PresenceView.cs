using ChatService.Contracts;
using ChatService.Domain.Routing;
using ChatService.Server.Features.Agents;
using ChatService.Server.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace ChatService.Server.Features.Presence;

/// <summary>
/// Status (chosen) beside activity (derived), from memory. An agent that was told as changed is read again at the next look,
/// so a look costs a query only after something happened, and only for those it happened to.
/// </summary>
public sealed class PresenceView(IDbContextFactory<ChatDb> contexts, AgentDirectory agents, IAgentLoads loads, IStorageEngine engine, TimeProvider time) : IPresenceView, IAgentStatuses, ICommitListener
{
    // What other nodes committed is not told here, so with a shared store no look is older than this.
    private static readonly TimeSpan SharedFor = TimeSpan.FromSeconds(2);

    private readonly Lock marks = new();
    private readonly Lock reading = new();
    private readonly Dictionary<Guid, Seen> seen = [];
    private HashSet<Guid> stale = [];
    private bool everything = true;
    private long readAt;

    public IReadOnlyList<AgentPresence> All()
    {
        lock (reading)
        {
            Refresh();
            return [.. agents.Agents.Where(a => !a.Disabled).OrderBy(a => a.Name, StringComparer.OrdinalIgnoreCase).Select(Build)];
        }
    }

    public IReadOnlyDictionary<Guid, StateTimes> Times()
    {
        lock (reading)
        {
            Refresh();
            return seen.Where(one => one.Value.Times is not null).ToDictionary(one => one.Key, one => one.Value.Times!.Value);
        }
    }

    /// <summary>One agent as it is now.</summary>
    public AgentPresence Of(Agent agent)
    {
        ArgumentNullException.ThrowIfNull(agent);
        lock (reading)
        {
            Refresh();
            return Build(agent);
        }
    }

    /// <summary>The agent has an open offer.</summary>
    public bool HasOpenOffer(Guid agentId) => Look(agentId).Load.Offered > 0;

    /// <summary>Work of the agent changes something: it has an open offer or misses, or is not responding.</summary>
    public bool IsWatched(Guid agentId) => Look(agentId) is { NotResponding: true } or { HasMisses: true } or { Load.Offered: > 0 };

    public DateTimeOffset? GraceUntil(Guid agentId) => Look(agentId).GraceUntil;

    IReadOnlyList<AgentStatusNow> IAgentStatuses.Of(IReadOnlyList<Guid> agentIds)
    {
        lock (reading)
        {
            Refresh();
            return [.. agentIds.Select(id => seen.GetValueOrDefault(id, Seen.Nobody))
                .Select(now => new AgentStatusNow(SetStatus.Name(now.Status), now.Reason, now.Activity, now.Load.Used, now.NotResponding))];
        }
    }

    public void Committed(IReadOnlyList<object> events)
    {
        ArgumentNullException.ThrowIfNull(events);
        foreach (var changed in events.OfType<AgentPresenceChanged>())
        {
            lock (marks)
            {
                stale.Add(changed.AgentId);
            }
        }
    }

    private Seen Look(Guid agentId)
    {
        lock (reading)
        {
            Refresh();
            return seen.GetValueOrDefault(agentId, Seen.Nobody);
        }
    }

    // The marks are taken before the query: what changes while it runs is marked anew and read at the next look.
    private void Refresh()
    {
        HashSet<Guid>? ids;
        lock (marks)
        {
            everything |= engine.IsShared && time.GetElapsedTime(readAt) > SharedFor;
            ids = everything ? null : stale;
            if (ids is { Count: 0 })
            {
                return;
            }

            stale = [];
            readAt = everything ? time.GetTimestamp() : readAt;
            everything = false;
        }

        try
        {
            Read(ids);
        }
        catch
        {
            lock (marks)
            {
                everything = true;
            }

            throw;
        }
    }

    private void Read(HashSet<Guid>? ids)
    {
        using var db = contexts.CreateDbContext();
        var statuses = db.Set<AgentStatusRow>().AsNoTracking().Where(s => ids == null || ids.Contains(s.AgentId)).ToDictionary(s => s.AgentId);
        var leases = db.Set<AgentLease>().AsNoTracking()
            .Where(l => (l.Connected || l.LeaseUntil != null) && (ids == null || ids.Contains(l.AgentId))).ToDictionary(l => l.AgentId);
        var used = loads.Read(db, ids);
        foreach (var id in ids ?? [.. seen.Keys, .. statuses.Keys, .. leases.Keys, .. used.Keys])
        {
            var status = statuses.GetValueOrDefault(id);
            var lease = leases.GetValueOrDefault(id);
            seen[id] = new Seen(
                status?.Status ?? AgentStatus.Offline, status?.Reason, status?.NotResponding ?? false, status?.MissesInRow > 0,
                lease is { Connected: true }, lease?.LeaseUntil, used.GetValueOrDefault(id),
                status is null ? null : new StateTimes(status.StatusSince, status.IdleSince));
        }
    }

    private AgentPresence Build(Agent agent)
    {
        var now = seen.GetValueOrDefault(agent.Id, Seen.Nobody);
        return new AgentPresence(agent.Id, agent.Name, SetStatus.Name(now.Status), now.Reason, now.Activity, now.Load.Used, agent.Capacity, now.NotResponding);
    }

    private sealed record Seen(AgentStatus Status, string? Reason, bool NotResponding, bool HasMisses, bool Connected, DateTimeOffset? GraceUntil, AgentLoad Load, StateTimes? Times)
    {
        public static readonly Seen Nobody = new(AgentStatus.Offline, null, false, false, false, null, default, null);

        public string Activity =>
            !Connected ? "disconnected"
            : NotResponding ? "not_responding"
            : Load.Active > 0 ? "on_contact"
            : Load.Offered > 0 ? "offered"
            : Load.WrapUp > 0 ? "wrap_up"
            : "idle";
    }
}
