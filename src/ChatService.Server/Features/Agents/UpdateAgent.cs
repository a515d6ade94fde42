using ChatService.Contracts;
using ChatService.Server.Features.Audit;
using ChatService.Server.Platform.Errors;
using ChatService.Server.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace ChatService.Server.Features.Agents;

/// <summary>Told after an agent's teams or inboxes changed: what its live connections hear must follow.</summary>
public sealed record AgentServesChanged(Guid AgentId);

/// <summary>Changes an agent. Another role, and being disabled, ends its log-ins at once.</summary>
public sealed class UpdateAgent(WriteSession writes, IStorageEngine engine, AgentPlaces places)
{
    private static readonly Refusal LastAdmin = new(ErrorCode.Conflict, "This is the last admin who can log in.");

    /// <summary>not_found, invalid_argument with every complaint, or conflict.</summary>
    public Task<Outcome<Agent>> HandleAsync(Agent actor, Guid id, AgentDraft draft, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(draft);
        return writes.EditAsync(
            engine,
            async (scope, token) =>
            {
                var complaints = new Complaints();
                draft.Check(complaints, isNew: false);
                await AgentReferences.CheckAsync(scope.Db, draft, id, complaints, token);
                return complaints.ToRefusal() is { } bad ? bad : await ChangeAsync(scope, actor, id, draft, token);
            },
            cancellationToken);
    }

    /// <summary>Disables: the conversations it had keep their author.</summary>
    public Task<Outcome<Agent>> DisableAsync(Agent actor, Guid id, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(actor);
        return writes.EditAsync(engine, (scope, token) => ChangeAsync(scope, actor, id, new AgentDraft { Disabled = true }, token), cancellationToken);
    }

    private async Task<Outcome<Agent>> ChangeAsync(WriteScope scope, Agent actor, Guid id, AgentDraft draft, CancellationToken cancellationToken)
    {
        if (await scope.Db.Set<Agent>().FirstOrDefaultAsync(a => a.Id == id && !a.Service, cancellationToken) is not { } agent)
        {
            return Refusal.NotFound("agent");
        }

        if (draft.Version is { } read && read != agent.Version)
        {
            return ConflictingWrites.Conflict;
        }

        var role = AgentDraft.ParseRole(draft.Role) ?? agent.Role;
        var disabled = draft.Disabled ?? agent.Disabled;
        if ((role != AgentRole.Admin || disabled) && await AgentReferences.IsLastAdminAsync(scope.Db, agent, cancellationToken))
        {
            return LastAdmin;
        }

        var endsAccess = role != agent.Role || (disabled && !agent.Disabled);
        var (teams, inboxes, all, before) = (agent.TeamIds, agent.InboxIds, agent.ServesAll, AgentView.Audited(agent));
        var rights = await AgentPlaces.ReadAsync(scope, cancellationToken);
        draft.Apply(agent);
        agent.Version++;
        if (endsAccess)
        {
            agent.SecurityStamp = Passwords.NewStamp();
            await EndSessions.EndAllAsync(scope, agent.Id, cancellationToken);
            if (agent.Disabled)
            {
                // Enabled again later, it is not let in by a link from before.
                await AccountLinks.EndAsync(scope, agent.Id, cancellationToken);
            }
        }
        else if (agent.ServesAll != all || !agent.TeamIds.ToHashSet().SetEquals(teams) || !agent.InboxIds.ToHashSet().SetEquals(inboxes))
        {
            scope.Tell(new AgentServesChanged(agent.Id));
        }

        await AgentReferences.TouchTeamsAsync(scope, agent.TeamIds.Except(teams).Concat(teams.Except(agent.TeamIds)), cancellationToken);
        await places.ChangedAsync(scope, rights, cancellationToken);
        AuditTrail.Record(scope, actor.Id, actor.Name, disabled && endsAccess ? "disable" : "update", "agent", agent.Id, agent.Name, before, AgentView.Audited(agent));
        scope.Tell(new SnapshotStale(typeof(Agent)));
        return agent;
    }
}
