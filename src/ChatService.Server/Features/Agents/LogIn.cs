using ChatService.Contracts;
using ChatService.Domain.Content;
using ChatService.Server.Platform.Errors;
using ChatService.Server.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace ChatService.Server.Features.Agents;

/// <summary>Body of a log-in.</summary>
public sealed record LogInRequest(string? Email, string? Password, string? Code = null, string? NewPassword = null);

/// <summary>A new log-in.</summary>
public sealed record LoggedIn(Agent Agent, Guid SessionId);

/// <summary>Where an attempt comes from.</summary>
/// <param name="Address">The network address, as limits count it.</param>
/// <param name="UserAgent">What the browser calls itself.</param>
/// <param name="Previous">The session that this browser had until now; it ends.</param>
public sealed record LogInSource(string Address, string? UserAgent, Guid? Previous);

/// <summary>E-mail and password to a new session. Says and takes the same for an unknown address as for a wrong password, on any number of nodes.</summary>
public sealed class LogIn(
    WriteSession writes, IDbContextFactory<ChatDb> contexts, AgentDirectory directory, LogInSteps steps, LoginMisses misses, TimeProvider time)
{
    private static readonly Refusal Wrong = new(ErrorCode.InvalidCredentials, "E-mail or password is wrong.");

    /// <summary>
    /// invalid_argument, invalid_credentials or locked_out. <paramref name="browserOf"/> gives the browser's id when the account has logged in there before.
    /// </summary>
    public async Task<Outcome<LoggedIn>> HandleAsync(LogInRequest request, LogInSource source, Func<Guid, Guid?> browserOf, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(browserOf);
        var complaints = new Complaints();
        complaints.Require(!string.IsNullOrWhiteSpace(request.Email) && request.Email.Length <= 254, "email", FieldCode.Required, "An e-mail address is needed.");
        complaints.Require(!string.IsNullOrEmpty(request.Password) && request.Password.Length <= Passwords.MaxLength, "password", FieldCode.Required, "A password is needed.");
        if (complaints.ToRefusal() is { } bad)
        {
            return bad;
        }

        var email = request.Email!.Trim().ToLowerInvariant();
        var keys = LoginKeys.LogIn(email, source.Address, browserOf(LoginKeys.AccountOf(email)));
        var agent = await FindAsync(email, cancellationToken);
        if (await misses.LockedUntilAsync(keys, cancellationToken) is { } until)
        {
            return LockedOut(until, time.GetUtcNow());
        }

        // Outside the transaction: hashing takes long on purpose, and the writer is one.
        var plan = steps.Prepare(agent, request);
        // Nobody's row is locked like somebody's: the statements, and so the time, are the same.
        return await writes.RunAsync(
            new WriteBegin(new RowLocks("agent", [agent?.Id ?? keys.Account])), (scope, token) => RecordAsync(scope, agent, plan, request, keys, source, token), cancellationToken);
    }

    private async Task<Agent?> FindAsync(string email, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Set<Agent>().AsNoTracking().FirstOrDefaultAsync(a => a.Email == email && !a.Disabled && !a.Service, cancellationToken);
    }

    private async Task<Outcome<LoggedIn>> RecordAsync(
        WriteScope scope, Agent? verified, LogInPlan plan, LogInRequest request, LoginKeys keys, LogInSource source, CancellationToken cancellationToken)
    {
        // A burst of guesses at once counts like a row of them.
        if (await LoginMisses.EnterAsync(scope, keys, cancellationToken) is { } until)
        {
            return LockedOut(until, scope.Now);
        }

        var id = verified?.Id ?? Guid.Empty;
        var agent = await scope.Db.Set<Agent>().FirstOrDefaultAsync(a => a.Id == id && !a.Disabled, cancellationToken);
        if (!plan.Matches)
        {
            LogInAudit.Failed(scope, agent, source, await LoginMisses.CountAsync(scope, keys, cancellationToken));
            return Wrong;
        }

        // Changed while we were hashing: what matched is no longer the password.
        if (agent is null || agent.PasswordHash != verified?.PasswordHash)
        {
            return Wrong;
        }

        if (await steps.ApplyAsync(scope, agent, plan, request, cancellationToken) is { } needed)
        {
            // A wrong code is a wrong guess like a wrong password.
            if (needed.Code == ErrorCode.InvalidCredentials)
            {
                LogInAudit.Failed(scope, agent, source, await LoginMisses.CountAsync(scope, keys, cancellationToken));
            }

            return needed;
        }

        await LoginMisses.ForgetAsync(scope, keys, cancellationToken);
        if (directory.Find(agent.Id) is null)
        {
            // Made by another process, e.g. the command line beside a running server.
            scope.Tell(new SnapshotStale(typeof(Agent)));
        }

        return await EnterAsync(scope, agent, source, cancellationToken);
    }

    /// <summary>The new log-in of somebody who has shown who it is, in the audit trail, too.</summary>
    internal static async Task<LoggedIn> EnterAsync(WriteScope scope, Agent agent, LogInSource source, CancellationToken cancellationToken)
    {
        LogInAudit.Succeeded(scope, agent, source);
        // Whoever it was that was logged in here: the cookie that named it is replaced.
        if (source.Previous is { } old && await scope.Db.Set<AgentSession>().FirstOrDefaultAsync(s => s.Id == old && s.EndedAt == null, cancellationToken) is { } session)
        {
            session.EndedAt = scope.Now;
            scope.Tell(new AgentAccessEnded(session.AgentId, session.Id));
        }

        return new LoggedIn(agent, AddSession(scope, agent, source.UserAgent));
    }

    private static Guid AddSession(WriteScope scope, Agent agent, string? userAgent)
    {
        // Random, not v7: it says nothing about when.
        var session = new AgentSession
        {
            Id = Guid.NewGuid(),
            AgentId = agent.Id,
            CreatedAt = scope.Now,
            ExpiresAt = scope.Now + AgentSessions.Lifetime,
            UserAgent = ContentText.CleanName(userAgent, 200),
        };
        scope.Db.Add(session);
        scope.Tell(new AgentSessionExtended(session.Id, agent.Id, session.ExpiresAt));
        return session.Id;
    }

    internal static Refusal LockedOut(DateTimeOffset until, DateTimeOffset now) =>
        new(ErrorCode.LockedOut, "Too many wrong passwords. Try again in a few minutes.") { RetryAfter = until - now };
}
