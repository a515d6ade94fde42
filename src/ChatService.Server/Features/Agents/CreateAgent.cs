using ChatService.Server.Features.Audit;
using ChatService.Server.Platform.Errors;
using ChatService.Server.Platform.Storage;

namespace ChatService.Server.Features.Agents;

/// <summary>A new agent, and the password it was given when none was asked for.</summary>
public sealed record AgentMade(Agent Agent, string? OneTimePassword, string? InviteToken = null);

/// <summary>Adds an agent.</summary>
public sealed class CreateAgent(WriteSession writes, IStorageEngine engine, Passwords passwords)
{
    /// <summary>invalid_argument with every complaint, or conflict. A null actor is the command line.</summary>
    public async Task<Outcome<AgentMade>> HandleAsync(Agent? actor, AgentDraft draft, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(draft);
        var isInvited = draft.Password is null && draft.Invite == true;
        var oneTime = draft.Password is null && !isInvited ? Passwords.OneTime() : null;
        var complaints = new Complaints();
        draft.Check(complaints, isNew: true);
        // Hashing is kept out of the transaction; a password that is refused anyway is not hashed.
        var hash = complaints.ToRefusal() is null && !isInvited ? passwords.Hash(draft.Password ?? oneTime!) : string.Empty;
        return await writes.EditAsync<AgentMade>(
            engine,
            async (scope, token) =>
            {
                await AgentReferences.CheckAsync(scope.Db, draft, null, complaints, token);
                if (complaints.ToRefusal() is { } bad)
                {
                    return bad;
                }

                var agent = new Agent { Id = Guid.CreateVersion7(scope.Now), CreatedAt = scope.Now };
                draft.Apply(agent);
                agent.ServesAll = draft.ServesAll ?? agent.HasNoPlace;
                Passwords.Set(agent, hash);
                agent.OneTimeUntil = oneTime is null ? null : scope.Now + Passwords.OneTimeFor;
                scope.Db.Add(agent);
                await AgentReferences.TouchTeamsAsync(scope, agent.TeamIds, token);
                var invite = isInvited ? await AccountLinks.AddAsync(scope, agent, isInvitation: true, token) : null;
                AuditTrail.Record(scope, actor?.Id, actor?.Name, "create", "agent", agent.Id, agent.Name);
                scope.Tell(new SnapshotStale(typeof(Agent)));
                return new AgentMade(agent, oneTime, invite);
            },
            cancellationToken);
    }
}
