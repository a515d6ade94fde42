using ChatService.Contracts;
using ChatService.Server.Features.Inboxes;
using ChatService.Server.Platform.Errors;
using ChatService.Server.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace ChatService.Server.Features.Agents;

/// <summary>Checks of a draft that need the store: does what it names exist, is its address free?</summary>
internal static class AgentReferences
{
    public static async Task CheckAsync(ChatDb db, AgentDraft draft, Guid? self, Complaints complaints, CancellationToken cancellationToken)
    {
        if (draft.CleanEmail() is { } email && await db.Set<Agent>().AnyAsync(a => a.Email == email && a.Id != self, cancellationToken))
        {
            complaints.Add("email", FieldCode.Taken, "Another agent has this address.");
        }

        if (draft.TeamIds is { Count: > 0 } teams)
        {
            var known = await db.Set<Team>().Where(t => teams.Contains(t.Id)).Select(t => t.Id).ToListAsync(cancellationToken);
            complaints.Require(teams.TrueForAll(known.Contains), "teamIds", FieldCode.UnknownReference, "One of these teams does not exist.");
        }

        if (draft.InboxIds is { Count: > 0 } inboxes)
        {
            var known = await db.Set<Inbox>().Where(i => inboxes.Contains(i.Id)).Select(i => i.Id).ToListAsync(cancellationToken);
            complaints.Require(inboxes.TrueForAll(known.Contains), "inboxIds", FieldCode.UnknownReference, "One of these inboxes does not exist.");
        }
    }

    /// <summary>The members of these teams change from the agent's side: whoever edits such a team from its own side reads it again.</summary>
    public static async Task TouchTeamsAsync(WriteScope scope, IEnumerable<Guid> teamIds, CancellationToken cancellationToken)
    {
        List<Guid> ids = [.. teamIds.Distinct()];
        if (ids.Count > 0)
        {
            foreach (var team in await scope.Db.Set<Team>().Where(t => ids.Contains(t.Id)).ToListAsync(cancellationToken))
            {
                team.Version++;
            }

            scope.Tell(new SnapshotStale(typeof(Team)));
        }
    }

    /// <summary>Somebody must be left who can let others in.</summary>
    public static async Task<bool> IsLastAdminAsync(ChatDb db, Agent agent, CancellationToken cancellationToken) =>
        agent is { Role: AgentRole.Admin, Disabled: false, Service: false }
        && !await db.Set<Agent>().AnyAsync(a => a.Id != agent.Id && a.Role == AgentRole.Admin && !a.Disabled && !a.Service, cancellationToken);
}
