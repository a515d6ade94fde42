using ChatService.Contracts;
using ChatService.Domain.Content;
using ChatService.Server.Features.Audit;
using ChatService.Server.Platform.Errors;
using ChatService.Server.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace ChatService.Server.Features.Agents;

/// <summary>Makes or changes a team. Membership is kept with the agents; a team edits it from its side.</summary>
public sealed class SaveTeam(WriteSession writes, IStorageEngine engine, AgentPlaces places)
{
    private const int MaxSiblings = 50;

    /// <summary>A null id makes one. not_found, invalid_argument with every complaint, or conflict.</summary>
    public Task<Outcome<TeamView>> HandleAsync(Agent actor, Guid? id, TeamDraft draft, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(draft);
        return writes.EditAsync(engine, (scope, token) => SaveAsync(scope, actor, id, draft, token), cancellationToken);
    }

    private async Task<Outcome<TeamView>> SaveAsync(WriteScope scope, Agent actor, Guid? id, TeamDraft draft, CancellationToken cancellationToken)
    {
        var teams = await scope.Db.Set<Team>().ToListAsync(cancellationToken);
        var team = teams.Find(t => t.Id == id);
        if (id is not null && team is null)
        {
            return Refusal.NotFound("team");
        }

        var agents = await scope.Db.Set<Agent>().Where(a => !a.Service).ToListAsync(cancellationToken);
        if (Check(draft, team, teams, agents) is { } bad)
        {
            return bad;
        }

        if (team is not null && draft.Version != team.Version)
        {
            return ConflictingWrites.Conflict;
        }

        var before = team is null ? null : View(team, agents);
        if (team is null)
        {
            team = new Team { Id = Guid.CreateVersion7(scope.Now), Version = 0 };
            scope.Db.Add(team);
        }

        team.Name = ContentText.CleanName(draft.Name) ?? team.Name;
        team.SiblingTeamIds = draft.SiblingTeamIds?.Distinct().ToList() ?? team.SiblingTeamIds;
        team.Version++;
        var rights = await AgentPlaces.ReadAsync(scope, cancellationToken);
        SetMembers(scope, team.Id, draft.MemberIds, agents);
        await places.ChangedAsync(scope, rights, cancellationToken);
        var view = View(team, agents);
        AuditTrail.Record(scope, actor.Id, actor.Name, before is null ? "create" : "update", "team", team.Id, team.Name, before, before is null ? null : view);
        scope.Tell(new SnapshotStale(typeof(Team)));
        return view;
    }

    private static Refusal? Check(TeamDraft draft, Team? team, List<Team> teams, List<Agent> agents)
    {
        var complaints = new Complaints();
        var name = ContentText.CleanName(draft.Name);
        complaints.Require(draft.Name is null ? team is not null : name is not null, "name", FieldCode.Required, "A name is needed.");
        complaints.Require(
            name is null || !teams.Exists(t => t.Id != team?.Id && string.Equals(t.Name, name, StringComparison.OrdinalIgnoreCase)), "name", FieldCode.Taken, "Another team has this name.");
        complaints.Require(
            draft.SiblingTeamIds is null || (draft.SiblingTeamIds.Count <= MaxSiblings && draft.SiblingTeamIds.TrueForAll(s => teams.Exists(t => t.Id == s))),
            "siblingTeamIds", FieldCode.UnknownReference, "One of these teams does not exist.");
        complaints.Require(team is null || draft.SiblingTeamIds?.Contains(team.Id) != true, "siblingTeamIds", FieldCode.Contradiction, "A team is not its own sibling.");
        complaints.Require(draft.MemberIds is null || draft.MemberIds.TrueForAll(m => agents.Exists(a => a.Id == m)), "memberIds", FieldCode.UnknownReference, "One of these agents does not exist.");
        complaints.Require(team is null || draft.Version is not null, "version", FieldCode.Required, "The version that was read is needed.");
        return complaints.ToRefusal();
    }

    private static void SetMembers(WriteScope scope, Guid teamId, List<Guid>? memberIds, List<Agent> agents)
    {
        if (memberIds is null)
        {
            return;
        }

        foreach (var agent in agents.Where(a => memberIds.Contains(a.Id) != a.TeamIds.Contains(teamId)))
        {
            agent.Place(memberIds.Contains(agent.Id) ? [.. agent.TeamIds, teamId] : [.. agent.TeamIds.Where(t => t != teamId)], null, null);
            agent.Version++;
            scope.Tell(new AgentServesChanged(agent.Id));
            scope.Tell(new SnapshotStale(typeof(Agent)));
        }
    }

    internal static TeamView View(Team team, IEnumerable<Agent> agents) =>
        new(team.Id, team.Name, [.. team.SiblingTeamIds], [.. agents.Where(a => !a.Service && a.TeamIds.Contains(team.Id)).Select(a => a.Id)], team.Version);
}
