using ChatService.Contracts;
using ChatService.Server.Features.Audit;
using ChatService.Server.Platform.Errors;
using ChatService.Server.Platform.Storage;

namespace ChatService.Server.Features.Agents;

/// <summary>What a log-in has found out and hashed before its transaction.</summary>
/// <param name="Matches">The password is right and not too old.</param>
/// <param name="Rehash">The same password with today's rounds.</param>
/// <param name="NextHash">The one that takes the place of a one-time password.</param>
/// <param name="Refusal">What is needed beside the password.</param>
internal sealed record LogInPlan(bool Matches, string? Rehash = null, string? NextHash = null, Refusal? Refusal = null);

/// <summary>
/// The steps of a log-in behind the right password: a one-time password is changed in the same request, a second factor is used up.
/// So no session ever exists that may do only a part, and no other door has to ask.
/// </summary>
public sealed class LogInSteps(Passwords passwords, SecondFactor second, TimeProvider time)
{
    private static readonly Refusal ChangeIt = new(ErrorCode.PasswordChangeRequired, "This password was made for one time. Choose your own.");

    /// <summary>Hashing takes long on purpose: call it outside the transaction.</summary>
    internal LogInPlan Prepare(Agent? agent, LogInRequest request)
    {
        if (!passwords.Verify(agent, request.Password!, out var isOld) || agent is null)
        {
            return new LogInPlan(Matches: false);
        }

        if (agent.OneTimeUntil is not { } until)
        {
            return new LogInPlan(Matches: true, Rehash: isOld ? passwords.Hash(request.Password!) : null);
        }

        if (until <= time.GetUtcNow())
        {
            return new LogInPlan(Matches: false);
        }

        if (request.NewPassword is null)
        {
            return new LogInPlan(Matches: true, Refusal: ChangeIt);
        }

        var weak = request.NewPassword == request.Password
            ? new FieldComplaint(FieldCode.Contradiction, "Choose another one than the one-time password.")
            : Passwords.Complaint(request.NewPassword, agent);
        return weak is null
            ? new LogInPlan(Matches: true, NextHash: passwords.Hash(request.NewPassword))
            : new LogInPlan(Matches: true, Refusal: Passwords.Refuse("newPassword", weak));
    }

    /// <summary>Null: the log-in goes on. invalid_credentials is a miss like a wrong password.</summary>
    internal async Task<Refusal?> ApplyAsync(WriteScope scope, Agent agent, LogInPlan plan, LogInRequest request, CancellationToken cancellationToken)
    {
        if (plan.Refusal is { } needed)
        {
            return needed;
        }

        if (second.Use(agent, request.Code, scope.Now) is { } refusal)
        {
            return refusal;
        }

        if (plan.NextHash is { } next)
        {
            Passwords.Set(agent, next);
            agent.Version++;
            await AccountLinks.EndAsync(scope, agent.Id, cancellationToken);
            await EndSessions.EndAllAsync(scope, agent.Id, cancellationToken);
            AuditTrail.Record(scope, agent.Id, agent.Name, "change_password", "agent", agent.Id, agent.Name);
            scope.Tell(new SnapshotStale(typeof(Agent)));
        }
        else if (plan.Rehash is { } hash)
        {
            agent.PasswordHash = hash;
            scope.Tell(new SnapshotStale(typeof(Agent)));
        }

        return null;
    }
}
