using ChatService.Contracts;
using ChatService.Server.Features.Audit;
using ChatService.Server.Platform.Errors;
using ChatService.Server.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace ChatService.Server.Features.Agents;

/// <summary>Body of a change of one's own password.</summary>
public sealed record ChangePasswordRequest(string? Current, string? Next);

/// <summary>An agent's own new password. Its other log-ins end; this one stays.</summary>
public sealed class ChangePassword(WriteSession writes, IDbContextFactory<ChatDb> contexts, Passwords passwords, LoginMisses misses, TimeProvider time)
{
    private static readonly Refusal Wrong = new(ErrorCode.InvalidArgument, "The current password is wrong.")
    {
        Errors = new Dictionary<string, IReadOnlyList<FieldComplaint>> { ["current"] = [new(FieldCode.Mismatch, "The current password is wrong.")] },
    };

    /// <summary>invalid_argument with the field, locked_out, or done. A wrong current password counts like a wrong log-in.</summary>
    public async Task<Outcome<Done>> HandleAsync(Agent caller, Guid? sessionId, ChangePasswordRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        ArgumentNullException.ThrowIfNull(request);
        var complaints = new Complaints();
        complaints.Require(request.Current is { Length: > 0 and <= Passwords.MaxLength }, "current", FieldCode.Required, "The current password is needed.");
        if (Passwords.Complaint(request.Next, caller) is { } weak)
        {
            complaints.Add("next", weak.Code, weak.Text);
        }

        if (complaints.ToRefusal() is { } bad)
        {
            return bad;
        }

        var stored = await FindAsync(caller.Id, cancellationToken);
        if (await misses.LockedUntilAsync(LoginKeys.OwnPassword(caller.Email), cancellationToken) is { } until)
        {
            return LogIn.LockedOut(until, time.GetUtcNow());
        }

        // Hashing twice takes long on purpose: outside the transaction.
        var matches = passwords.Verify(stored, request.Current!);
        var next = matches ? passwords.Hash(request.Next!) : string.Empty;
        return stored is null
            ? Refusal.NotFound("agent")
            : await writes.RunAsync(new WriteBegin(new RowLocks("agent", [stored.Id])), (scope, token) => ChangeAsync(scope, stored, sessionId, matches, next, token), cancellationToken);
    }

    private async Task<Agent?> FindAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Set<Agent>().AsNoTracking().FirstOrDefaultAsync(a => a.Id == id, cancellationToken);
    }

    private static async Task<Outcome<Done>> ChangeAsync(
        WriteScope scope, Agent verified, Guid? sessionId, bool matches, string nextHash, CancellationToken cancellationToken)
    {
        var agent = await scope.Db.Set<Agent>().FindAsync([verified.Id], cancellationToken);
        if (agent is null || agent.PasswordHash != verified.PasswordHash)
        {
            return new Refusal(ErrorCode.Conflict, "The password was changed meanwhile.");
        }

        var keys = LoginKeys.OwnPassword(agent.Email);
        if (await LoginMisses.EnterAsync(scope, keys, cancellationToken) is { } until)
        {
            return LogIn.LockedOut(until, scope.Now);
        }

        if (!matches)
        {
            await LoginMisses.CountAsync(scope, keys, cancellationToken);
            return Wrong;
        }

        Passwords.Set(agent, nextHash);
        await LoginMisses.LiftAsync(scope, agent.Email, cancellationToken);
        await EndSessions.EndAsync(scope, agent.Id, s => s.Id != sessionId, cancellationToken);
        AuditTrail.Record(scope, agent.Id, agent.Name, "change_password", "agent", agent.Id, agent.Name);
        scope.Tell(new SnapshotStale(typeof(Agent)));
        return Done.It;
    }
}
