using System.Security.Cryptography;
using System.Text;
using ChatService.Contracts;
using ChatService.Server.Features.Audit;
using ChatService.Server.Platform.Errors;
using ChatService.Server.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace ChatService.Server.Features.Agents;

/// <summary>What a link is for, before a password is chosen.</summary>
public sealed record AccountLinkView(string Email, string Name, bool IsInvitation, bool NeedsCode);

/// <summary>Body of the use of a link.</summary>
public sealed record UseLinkRequest(string? Token, string? Password, string? Code = null);

/// <summary>Body of a look at a link: secrets never stand in an address that servers log.</summary>
public sealed record LookAtLinkRequest(string? Token);

/// <summary>
/// Invitations and password resets by a link that an admin hands on: 256 random bits, hashed in the store, for one use, with an end.
/// </summary>
public sealed class AccountLinks(WriteSession writes, IDbContextFactory<ChatDb> contexts, Passwords passwords, SecondFactor second, TimeProvider time)
{
    /// <summary>An invitation waits for somebody's first day.</summary>
    public static readonly TimeSpan InvitationFor = TimeSpan.FromDays(7);

    /// <summary>A reset was asked for by somebody who waits.</summary>
    public static readonly TimeSpan ResetFor = TimeSpan.FromHours(24);

    // Codes have six digits: whoever has found a link must not try them all.
    private const int MostMisses = 5;

    // The same for a wrong, a used and an old one: nothing is told of what there was.
    private static readonly Refusal Over = new(ErrorCode.TokenInvalid, "This link was used, replaced or is too old. Ask for a new one.");

    /// <summary>A new link within a transaction, in the place of an older one; the token is shown now and never again.</summary>
    public static async Task<string> AddAsync(WriteScope scope, Agent agent, bool isInvitation, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(scope);
        ArgumentNullException.ThrowIfNull(agent);
        var token = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)).TrimEnd('=').Replace('+', '-').Replace('/', '_');
        if (await scope.Db.Set<AccountLink>().FindAsync([agent.Id], cancellationToken) is not { } link)
        {
            link = new AccountLink { AgentId = agent.Id };
            scope.Db.Add(link);
        }

        (link.Hash, link.IsInvitation, link.CreatedAt, link.Misses) = (HashOf(token), isInvitation, scope.Now, 0);
        link.ExpiresAt = scope.Now + (isInvitation ? InvitationFor : ResetFor);
        return token;
    }

    /// <summary>Ends the open link of an agent: its password was set in another way.</summary>
    public static async Task EndAsync(WriteScope scope, Guid agentId, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(scope);
        if (await scope.Db.Set<AccountLink>().FindAsync([agentId], cancellationToken) is { } link)
        {
            scope.Db.Remove(link);
        }
    }

    /// <summary>Until when each open invitation is good, by agent.</summary>
    public async Task<IReadOnlyDictionary<Guid, DateTimeOffset>> OpenInvitationsAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Set<AccountLink>().AsNoTracking().Where(l => l.IsInvitation && l.ExpiresAt > now)
            .ToDictionaryAsync(l => l.AgentId, l => l.ExpiresAt, cancellationToken);
    }

    /// <summary>token_invalid, or whose link it is.</summary>
    public async Task<Outcome<AccountLinkView>> LookAsync(string? token, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await FindAsync(db, token, time.GetUtcNow(), cancellationToken) is var (link, agent)
            ? new AccountLinkView(agent.Email, agent.Name, link.IsInvitation, agent.HasSecondFactor)
            : Over;
    }

    /// <summary>token_invalid, invalid_argument at the password, second_factor_required, invalid_credentials for a wrong code, or a new log-in.</summary>
    public async Task<Outcome<LoggedIn>> UseAsync(UseLinkRequest request, LogInSource source, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(source);
        Agent agent;
        await using (var db = await contexts.CreateDbContextAsync(cancellationToken))
        {
            if (await FindAsync(db, request.Token, time.GetUtcNow(), cancellationToken) is not var (_, found))
            {
                return Over;
            }

            agent = found;
        }

        if (Passwords.Complaint(request.Password, agent) is { } weak)
        {
            return Passwords.Refuse("password", weak);
        }

        // Outside the transaction: hashing takes long on purpose.
        var hash = passwords.Hash(request.Password!);
        return await writes.RunAsync(
            new WriteBegin(new RowLocks("agent", [agent.Id])), (scope, cancel) => ApplyAsync(scope, request, hash, source, cancel), cancellationToken);
    }

    private async Task<Outcome<LoggedIn>> ApplyAsync(WriteScope scope, UseLinkRequest request, string hash, LogInSource source, CancellationToken cancellationToken)
    {
        if (await FindAsync(scope.Db, request.Token, scope.Now, cancellationToken) is not var (link, agent))
        {
            return Over;
        }

        // A link replaces the password, not the second factor.
        if (second.Use(agent, request.Code, scope.Now) is { } refusal)
        {
            if (refusal.Code == ErrorCode.InvalidCredentials && ++link.Misses >= MostMisses)
            {
                scope.Db.Remove(link);
            }

            return refusal;
        }

        scope.Db.Remove(link);
        Passwords.Set(agent, hash);
        agent.Version++;
        await LoginMisses.LiftAsync(scope, agent.Email, cancellationToken);
        await EndSessions.EndAllAsync(scope, agent.Id, cancellationToken);
        if (!link.IsInvitation)
        {
            // As after a reset in another way: who asked for one may have lost more than the password.
            await EndSessions.EndPersonalTokensAsync(scope, agent.Id, cancellationToken);
        }

        AuditTrail.Record(scope, agent.Id, agent.Name, link.IsInvitation ? "accept_invitation" : "reset_own_password", "agent", agent.Id, agent.Name);
        scope.Tell(new SnapshotStale(typeof(Agent)));
        return await LogIn.EnterAsync(scope, agent, source, cancellationToken);
    }

    private static async Task<(AccountLink Link, Agent Agent)?> FindAsync(ChatDb db, string? token, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(token) || token.Length > 100)
        {
            return null;
        }

        var hash = HashOf(token);
        var found = await db.Set<AccountLink>().Where(l => l.Hash == hash && l.ExpiresAt > now)
            .Join(db.Set<Agent>().Where(a => !a.Disabled && !a.Service), l => l.AgentId, a => a.Id, (l, a) => new { Link = l, Agent = a })
            .FirstOrDefaultAsync(cancellationToken);
        return found is null ? null : (found.Link, found.Agent);
    }

    private static string HashOf(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
}
