using ChatService.Server.Features.Audit;
using ChatService.Server.Platform.Errors;
using ChatService.Server.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace ChatService.Server.Features.Agents;

/// <summary>Body of a reset; without a password we make one, with <c>Link</c> a link for the agent to choose one. <c>SecondFactor</c>: turned off, too, for a lost phone.</summary>
public sealed record ResetPasswordRequest(string? Password = null, bool Link = false, bool SecondFactor = false);

/// <summary>Shown once; null when the admin chose the password.</summary>
public sealed record ResetPasswordAnswer(string? OneTimePassword, string? ResetUrl = null);

/// <summary>An admin's new password for an agent. All its log-ins and its personal API tokens end.</summary>
public sealed class ResetPassword(WriteSession writes, IStorageEngine engine, Passwords passwords)
{
    /// <summary>not_found or invalid_argument.</summary>
    public async Task<Outcome<ResetPasswordAnswer>> HandleAsync(Agent actor, Guid id, ResetPasswordRequest? request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(actor);
        if (request?.Password is { } chosen && Passwords.Complaint(chosen) is { } weak)
        {
            return new Refusal(Contracts.ErrorCode.InvalidArgument, weak.Text) { Errors = new Dictionary<string, IReadOnlyList<FieldComplaint>> { ["password"] = [weak] } };
        }

        var isLink = request is { Link: true, Password: null };
        var oneTime = request?.Password is null && !isLink ? Passwords.OneTime() : null;
        var hash = isLink ? string.Empty : passwords.Hash(request?.Password ?? oneTime!);
        return await writes.EditAsync<ResetPasswordAnswer>(
            engine,
            async (scope, token) =>
            {
                if (await scope.Db.Set<Agent>().FirstOrDefaultAsync(a => a.Id == id && !a.Service, token) is not { } agent)
                {
                    return Refusal.NotFound("agent");
                }

                if (request?.SecondFactor == true)
                {
                    SecondFactor.TurnOff(agent);
                }

                if (isLink)
                {
                    // The password stays until the link is used: whoever asks for one in another's name locks nobody out.
                    AuditTrail.Record(scope, actor.Id, actor.Name, "reset_password", "agent", agent.Id, agent.Name);
                    agent.Version++;
                    scope.Tell(new SnapshotStale(typeof(Agent)));
                    return new ResetPasswordAnswer(null, await AccountLinks.AddAsync(scope, agent, agent.HasNoPassword, token));
                }

                await AccountLinks.EndAsync(scope, agent.Id, token);
                Passwords.Set(agent, hash);
                await LoginMisses.LiftAsync(scope, agent.Email, token);
                agent.OneTimeUntil = oneTime is null ? null : scope.Now + Passwords.OneTimeFor;
                agent.Version++;
                await EndSessions.EndAllAsync(scope, agent.Id, token);
                await EndSessions.EndPersonalTokensAsync(scope, agent.Id, token);
                AuditTrail.Record(scope, actor.Id, actor.Name, "reset_password", "agent", agent.Id, agent.Name);
                scope.Tell(new SnapshotStale(typeof(Agent)));
                return new ResetPasswordAnswer(oneTime);
            },
            cancellationToken);
    }
}
