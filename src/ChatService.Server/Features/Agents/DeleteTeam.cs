using ChatService.Server.Features.Audit;
using ChatService.Server.Features.Inboxes;
using ChatService.Server.Platform.Errors;
using ChatService.Server.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace ChatService.Server.Features.Agents;

/// <summary>What becomes of members whom the team leaves with neither team nor inbox: they go to another team, or serve every inbox; unsaid they serve nothing.</summary>
public sealed record TeamLeavers(Guid? MoveTo = null, bool ServeAll = false);

/// <summary>Removes a team, and its name wherever it stands. Never gives a member more than it had, unless an admin says so.</summary>
public sealed class DeleteTeam(WriteSession writes, IStorageEngine engine, AgentPlaces places, IEnumerable<ITeamRemoval> removals)
{
    /// <summary>not_found, or invalid_argument for leavers who would go nowhere.</summary>
    public Task<Outcome<Done>> HandleAsync(Agent actor, Guid id, TeamLeavers leavers, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(leavers);
        return writes.EditAsync<Done>(
            engine,
            async (scope, token) =>
            {
                var teams = await scope.Db.Set<Team>().ToListAsync(token);
                if (teams.Find(t => t.Id == id) is not { } team)
                {
                    return Refusal.NotFound("team");
                }

                if (leavers.MoveTo is { } other && (other == id || leavers.ServeAll || !teams.Exists(t => t.Id == other)))
                {
                    return Refusal.Invalid("moveTo names another team, and is given without serveAll.");
                }

                foreach (var sibling in teams.Where(t => t.SiblingTeamIds.Contains(id)))
                {
                    sibling.SiblingTeamIds = [.. sibling.SiblingTeamIds.Where(s => s != id)];
                    sibling.Version++;
                }

                var rights = await AgentPlaces.ReadAsync(scope, token);
                await LeaveAsync(scope, id, leavers, token);
                // While conversations still name the team: its members saw them by it.
                await places.ChangedAsync(scope, rights, token);
                foreach (var removal in removals)
                {
                    await removal.RemovedAsync(scope, id, token);
                }

                scope.Db.Remove(team);
                AuditTrail.Record(scope, actor.Id, actor.Name, "delete", "team", team.Id, team.Name);
                scope.Tell(new SnapshotStale(typeof(Team)));
                return Done.It;
            },
            cancellationToken);
    }

    // Lists live in JSON columns: they are filtered here, where they are small, and not in SQL.
    private static async Task LeaveAsync(WriteScope scope, Guid id, TeamLeavers leavers, CancellationToken cancellationToken)
    {
        foreach (var agent in (await scope.Db.Set<Agent>().ToListAsync(cancellationToken)).Where(a => a.TeamIds.Contains(id)))
        {
            agent.Place([.. agent.TeamIds.Where(t => t != id)], null, null);
            if (agent is { HasNoPlace: true, ServesAll: false })
            {
                agent.Place(leavers.MoveTo is { } other ? [other] : null, null, leavers.ServeAll);
            }

            agent.Version++;
            scope.Tell(new AgentServesChanged(agent.Id));
            scope.Tell(new SnapshotStale(typeof(Agent)));
        }

        foreach (var inbox in (await scope.Db.Set<Inbox>().ToListAsync(cancellationToken)).Where(i => i.TeamIds.Contains(id)))
        {
            inbox.TeamIds = [.. inbox.TeamIds.Where(t => t != id)];
            inbox.Version++;
            scope.Tell(new SnapshotStale(typeof(Inbox)));
        }
    }
}
