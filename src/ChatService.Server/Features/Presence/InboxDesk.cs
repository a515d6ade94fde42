using ChatService.Contracts;
using ChatService.Server.Features.Agents;
using ChatService.Server.Features.Inboxes;
using ChatService.Server.Platform;
using ChatService.Server.Platform.Nodes;
using ChatService.Server.Platform.Storage;

namespace ChatService.Server.Features.Presence;

/// <summary>
/// Which inboxes somebody serves right now: an agent who is available, connected and responding, and may serve the inbox. Suspended counts as nobody.
/// The agents at work are kept in memory until presence changes, so a look costs no query.
/// </summary>
public sealed class InboxDesk(
    IPresenceView presence, AgentDirectory agents, InboxDirectory inboxes, IInboxHours hours, IStorageEngine engine, TimeProvider time) : IInboxDesk, ICommitListener
{
    /// <summary>
    /// A connection that breaks counts for this long: a reload of the console takes two or three seconds, and a desk does not become empty for that.
    /// After a start of the node it counts for the whole grace period: all consoles are on their way back.
    /// </summary>
    public static readonly TimeSpan ReloadTime = TimeSpan.FromSeconds(5);

    // Other nodes' changes are not told here, as in PresenceView.
    private static readonly TimeSpan SharedFor = TimeSpan.FromSeconds(2);

    private readonly Lock looking = new();
    private readonly Dictionary<Guid, DateTimeOffset> heldUntil = [];
    private volatile AtWork? known;
    private long changes;

    public DeskNow Of(Guid inboxId, DateTimeOffset at)
    {
        var open = hours.IsOpen(inboxId, at);
        return new DeskNow(
            open ? Served(inboxId, teamId: null) : DeskState.Closed, open ? null : hours.NextOpening(inboxId, at), hours.NextChange(inboxId, at));
    }

    public DeskState For(Guid inboxId, Guid? teamId, DateTimeOffset at) => hours.IsOpen(inboxId, at) ? Served(inboxId, teamId) : DeskState.Closed;

    /// <summary>The teams with a member at work, and when somebody who has just lost the connection stops counting; null when nobody has.</summary>
    public (IReadOnlySet<Guid> Teams, DateTimeOffset? HeldUntil) Teams()
    {
        var now = Look();
        return (now.Agents.SelectMany(agent => agent.TeamIds).ToHashSet(), now.HeldUntil);
    }

    public void Committed(IReadOnlyList<object> events)
    {
        ArgumentNullException.ThrowIfNull(events);
        if (events.Any(e => e is AgentPresenceChanged or NoticesMissed || (e is SnapshotStale stale && (stale.Row == typeof(Agent) || stale.Row == typeof(Team)))))
        {
            Interlocked.Increment(ref changes);
        }
    }

    private DeskState Served(Guid inboxId, Guid? teamId)
    {
        var teams = inboxes.Find(inboxId)?.TeamIds ?? [];
        return Look().Agents.Any(agent => Serves(agent, inboxId, teams, teamId)) ? DeskState.Staffed : DeskState.Nobody;
    }

    private static bool Serves(Agent agent, Guid inboxId, List<Guid> teams, Guid? teamId) =>
        agent.ServesAll || agent.InboxIds.Contains(inboxId) || agent.TeamIds.Any(team => team == teamId || teams.Contains(team));

    private AtWork Look()
    {
        var current = known;
        return current is not null && IsFresh(current) ? current : LookAgain();
    }

    private bool IsFresh(AtWork look) =>
        look.Changes == Interlocked.Read(ref changes)
        && !(look.HeldUntil <= time.Now())
        && !(engine.IsShared && time.GetElapsedTime(look.ReadAt) > SharedFor);

    private AtWork LookAgain()
    {
        lock (looking)
        {
            if (known is { } other && IsFresh(other))
            {
                return other;
            }

            // Counted before the look: a change that comes during it makes the next look read again.
            var (count, readAt, now) = (Interlocked.Read(ref changes), time.GetTimestamp(), time.Now());
            var here = new List<Agent>();
            DateTimeOffset? first = null;
            foreach (var agent in presence.All())
            {
                if (agent is { Status: "available", Activity: not ("disconnected" or "not_responding") })
                {
                    heldUntil.Remove(agent.AgentId);
                }
                else if (ReturnsUntil(agent, now) is { } until)
                {
                    first = first < until ? first : until;
                }
                else
                {
                    heldUntil.Remove(agent.AgentId);
                    continue;
                }

                if (agents.Find(agent.AgentId) is { } found)
                {
                    here.Add(found);
                }
            }

            return known = new AtWork(here, first, count, readAt);
        }
    }

    // An agent that was at work at the last look, or when the node stopped, and has only lost the connection; null when it is not expected back any more.
    private DateTimeOffset? ReturnsUntil(AgentPresence agent, DateTimeOffset now)
    {
        if (agent is not { Status: "available", Activity: "disconnected" })
        {
            return null;
        }

        if (!heldUntil.TryGetValue(agent.AgentId, out var until))
        {
            var end = known is null ? presence.GraceUntil(agent.AgentId)
                : known.Agents.Any(a => a.Id == agent.AgentId) ? now + ReloadTime
                : null;
            if (end is null || agent.NotResponding)
            {
                return null;
            }

            heldUntil[agent.AgentId] = until = end.Value;
        }

        return now < until ? until : null;
    }

    private sealed record AtWork(IReadOnlyList<Agent> Agents, DateTimeOffset? HeldUntil, long Changes, long ReadAt);
}
