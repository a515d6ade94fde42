using ChatService.Contracts;
using ChatService.Domain.Content;
using ChatService.Server.Platform.Errors;
using ChatService.Server.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace ChatService.Server.Features.Agents;

/// <summary>Body of a log-in.</summary>
public sealed record LogInRequest(string? Email, string? Password);

/// <summary>A new log-in.</summary>
public sealed record LoggedIn(Agent Agent, Guid SessionId);

/// <summary>E-mail and password to a new session. Says and takes the same for an unknown address as for a wrong password.</summary>
public sealed class LogIn(
    WriteSession writes, IDbContextFactory<ChatDb> contexts, AgentDirectory directory, Passwords passwords, LoginMisses misses, TimeProvider time)
{
    private static readonly Refusal Wrong = new(ErrorCode.InvalidCredentials, "E-mail or password is wrong.");

    /// <summary>invalid_argument, invalid_credentials or locked_out. <paramref name="previous"/> is the session that this browser had until now; it ends.</summary>
    public async Task<Outcome<LoggedIn>> HandleAsync(LogInRequest request, string? userAgent, Guid? previous, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var complaints = new Complaints();
        complaints.Require(!string.IsNullOrWhiteSpace(request.Email) && request.Email.Length <= 254, "email", FieldCode.Required, "An e-mail address is needed.");
        complaints.Require(!string.IsNullOrEmpty(request.Password) && request.Password.Length <= Passwords.MaxLength, "password", FieldCode.Required, "A password is needed.");
        if (complaints.ToRefusal() is { } bad)
        {
            return bad;
        }

        var email = request.Email!.Trim().ToLowerInvariant();
        var agent = await FindAsync(email, cancellationToken);
        var locked = agent is null ? misses.LockedUntil(email) : agent.LockedUntil;
        if (locked is { } until && until > time.GetUtcNow())
        {
            return LockedOut(until, time.GetUtcNow());
        }

        // Outside the transaction: hashing takes long on purpose, and the writer is one.
        var matches = passwords.Verify(agent, request.Password!);
        if (agent is null)
        {
            misses.Add(email);
            return Wrong;
        }

        // One at a time: two guesses that read the same count would count as one.
        return await writes.RunAsync(
            new WriteBegin(new RowLocks("agent", [agent.Id])), (scope, token) => RecordAsync(scope, agent, matches, userAgent, previous, token), cancellationToken);
    }

    private async Task<Agent?> FindAsync(string email, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Set<Agent>().AsNoTracking().FirstOrDefaultAsync(a => a.Email == email && !a.Disabled && !a.Service, cancellationToken);
    }

    private async Task<Outcome<LoggedIn>> RecordAsync(
        WriteScope scope, Agent verified, bool matches, string? userAgent, Guid? previous, CancellationToken cancellationToken)
    {
        var agent = await scope.Db.Set<Agent>().FirstOrDefaultAsync(a => a.Id == verified.Id && !a.Disabled, cancellationToken);
        // Changed while we were hashing: what matched is no longer the password.
        if (agent is null || agent.PasswordHash != verified.PasswordHash)
        {
            return Wrong;
        }

        // A burst of guesses at once counts like a row of them.
        if (agent.LockedUntil is { } until && until > scope.Now)
        {
            return LockedOut(until, scope.Now);
        }

        if (!matches)
        {
            LogInMiss.Count(agent, scope.Now);
            return Wrong;
        }

        (agent.FailedLogins, agent.LockedUntil) = (0, null);
        // Whoever it was that was logged in here: the cookie that named it is replaced.
        if (previous is { } old && await scope.Db.Set<AgentSession>().FirstOrDefaultAsync(s => s.Id == old && s.EndedAt == null, cancellationToken) is { } session)
        {
            session.EndedAt = scope.Now;
            scope.Tell(new AgentAccessEnded(session.AgentId, session.Id));
        }

        if (directory.Find(agent.Id) is null)
        {
            // Made by another process, e.g. the command line beside a running server.
            scope.Tell(new SnapshotStale(typeof(Agent)));
        }

        return new LoggedIn(agent, AddSession(scope, agent, userAgent));
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
