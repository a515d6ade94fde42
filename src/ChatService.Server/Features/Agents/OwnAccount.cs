using ChatService.Contracts;
using ChatService.Domain.Content;
using ChatService.Server.Features.Audit;
using ChatService.Server.Platform.Errors;
using ChatService.Server.Platform.Http;
using ChatService.Server.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace ChatService.Server.Features.Agents;

/// <summary>What an agent sets of itself; what is left out stays, an empty signature goes.</summary>
public sealed record OwnProfileRequest(string? Name = null, string? Locale = null, string? Signature = null);

/// <summary>A log-in of the agent's own. <c>Current</c>: the one that asks.</summary>
public sealed record OwnSession(Guid Id, DateTimeOffset CreatedAt, DateTimeOffset ExpiresAt, string? UserAgent, bool Current);

/// <summary>The agent's own password and, to turn the second factor on, the secret it has put into its app with the code that the app shows.</summary>
public sealed record SecondFactorRequest(string? Password = null, string? Secret = null, string? Code = null);

/// <summary>A secret for an app, as text and as the address that a QR code holds.</summary>
public sealed record SecondFactorOffer(string Secret, string Uri);

/// <summary>Shown once.</summary>
public sealed record RecoveryCodesAnswer(IReadOnlyList<string> RecoveryCodes);

/// <summary>An agent's own account: profile, log-ins, second factor.</summary>
public sealed class OwnAccount(
    WriteSession writes, IStorageEngine engine, IDbContextFactory<ChatDb> contexts, Passwords passwords, SecondFactor second, LoginMisses misses, TimeProvider time)
{
    private const int MaxSignature = 500;

    /// <summary>invalid_argument with every complaint, or the agent as it is now.</summary>
    public Task<Outcome<Agent>> SaveAsync(Agent caller, OwnProfileRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        ArgumentNullException.ThrowIfNull(request);
        var complaints = new Complaints();
        complaints.Require(request.Name is null || ContentText.CleanName(request.Name) is not null, "name", FieldCode.Required, "A name is needed.");
        complaints.Require(request.Locale is null || ContentText.CleanLocale(request.Locale) is not null, "locale", FieldCode.BadFormat, "This is not a language tag.");
        complaints.Require(request.Signature is null || request.Signature.Length <= MaxSignature, "signature", FieldCode.TooLong, $"At most {MaxSignature} characters.");
        return complaints.ToRefusal() is { } bad
            ? Task.FromResult<Outcome<Agent>>(bad)
            : ChangeAsync(caller, "update_profile", agent =>
            {
                agent.Name = ContentText.CleanName(request.Name) ?? agent.Name;
                agent.Locale = ContentText.CleanLocale(request.Locale) ?? agent.Locale;
                agent.Signature = request.Signature is null ? agent.Signature : MessageText.Check(request.Signature).Clean;
                return null;
            }, cancellationToken);
    }

    /// <summary>Newest first; those that are over are not told.</summary>
    public async Task<ListAnswer<OwnSession>> SessionsAsync(Agent caller, Guid? current, DateTimeOffset now, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var sessions = await db.Set<AgentSession>().AsNoTracking().Where(s => s.AgentId == caller.Id && s.EndedAt == null && s.ExpiresAt > now)
            .OrderByDescending(s => s.CreatedAt).ToListAsync(cancellationToken);
        return new ListAnswer<OwnSession>([.. sessions.Select(s => new OwnSession(s.Id, s.CreatedAt, s.ExpiresAt, s.UserAgent, s.Id == current))]);
    }

    /// <summary>Ends one of the agent's own log-ins, or all but the current one when <paramref name="id"/> is null.</summary>
    public async Task EndSessionsAsync(Agent caller, Guid? id, Guid? current, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        await writes.RunAsync((scope, token) => EndSessions.EndAsync(scope, caller.Id, s => id == null ? s.Id != current : s.Id == id, token), cancellationToken);
    }

    /// <summary>invalid_argument at the field, or the recovery codes. The agent's other log-ins end.</summary>
    public async Task<Outcome<RecoveryCodesAnswer>> TurnOnAsync(Agent caller, Guid? current, SecondFactorRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.Secret is not { Length: 32 } secret || secret.Any(c => !(c is >= 'A' and <= 'Z' or >= '2' and <= '7')))
        {
            return Passwords.Refuse("secret", new(FieldCode.BadFormat, "Ask for a secret first."));
        }

        if (await IsWrongAsync(caller, request.Password, cancellationToken) is { } wrong)
        {
            return wrong;
        }

        IReadOnlyList<string>? codes = null;
        var outcome = await ChangeAsync(
            caller,
            "turn_on_second_factor",
            (agent, now) => (codes = second.TurnOn(agent, secret, request.Code, now)) is null
                ? Passwords.Refuse("code", new(FieldCode.Mismatch, "The code does not fit. Is the clock of your phone right?"))
                : null,
            cancellationToken,
            (scope, token) => EndSessions.EndAsync(scope, caller.Id, s => s.Id != current, token));
        return outcome.Map(_ => new RecoveryCodesAnswer(codes!));
    }

    /// <summary>Needs the password and a code: a page left open must not be enough. A wrong one of either is a miss.</summary>
    public async Task<Outcome<Done>> TurnOffAsync(Agent caller, SecondFactorRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (await IsWrongAsync(caller, request.Password, cancellationToken) is { } wrong)
        {
            return wrong;
        }

        var outcome = await ChangeAsync(
            caller,
            "turn_off_second_factor",
            (agent, now) =>
            {
                if (second.Use(agent, request.Code, now) is not null)
                {
                    return Passwords.Refuse("code", new(FieldCode.Mismatch, "The code is wrong or was used."));
                }

                SecondFactor.TurnOff(agent);
                return null;
            },
            cancellationToken);
        if (!outcome.IsOk && outcome.Refusal.Code == ErrorCode.InvalidArgument)
        {
            await MissAsync(caller, cancellationToken);
        }

        return outcome.Map(_ => Done.It);
    }

    // Counted like a wrong current password at its change: a guesser at a forgotten desk comes no further here.
    private async Task<Refusal?> IsWrongAsync(Agent caller, string? password, CancellationToken cancellationToken)
    {
        if (await misses.LockedUntilAsync(LoginKeys.OwnPassword(caller.Email), cancellationToken) is { } until)
        {
            return LogIn.LockedOut(until, time.GetUtcNow());
        }

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var stored = await db.Set<Agent>().AsNoTracking().FirstOrDefaultAsync(a => a.Id == caller.Id, cancellationToken);
        if (password is { Length: > 0 and <= Passwords.MaxLength } && passwords.Verify(stored, password))
        {
            return null;
        }

        await MissAsync(caller, cancellationToken);
        return Passwords.Refuse("password", new(FieldCode.Mismatch, "The password is wrong."));
    }

    private Task MissAsync(Agent caller, CancellationToken cancellationToken) => writes.RunAsync(
        async (scope, token) =>
        {
            var keys = LoginKeys.OwnPassword(caller.Email);
            if (await LoginMisses.EnterAsync(scope, keys, token) is null)
            {
                await LoginMisses.CountAsync(scope, keys, token);
            }
        },
        cancellationToken);

    private Task<Outcome<Agent>> ChangeAsync(Agent caller, string action, Func<Agent, Refusal?> change, CancellationToken cancellationToken) =>
        ChangeAsync(caller, action, (agent, _) => change(agent), cancellationToken);

    private Task<Outcome<Agent>> ChangeAsync(
        Agent caller, string action, Func<Agent, DateTimeOffset, Refusal?> change, CancellationToken cancellationToken,
        Func<WriteScope, CancellationToken, Task>? more = null) => writes.EditAsync<Agent>(
        engine,
        async (scope, token) =>
        {
            if (await scope.Db.Set<Agent>().FirstOrDefaultAsync(a => a.Id == caller.Id && !a.Service, token) is not { } agent)
            {
                return Refusal.NotFound("agent");
            }

            if (change(agent, scope.Now) is { } bad)
            {
                return bad;
            }

            agent.Version++;
            if (more is not null)
            {
                await more(scope, token);
            }

            AuditTrail.Record(scope, agent.Id, agent.Name, action, "agent", agent.Id, agent.Name);
            scope.Tell(new SnapshotStale(typeof(Agent)));
            return agent;
        },
        cancellationToken);
}
