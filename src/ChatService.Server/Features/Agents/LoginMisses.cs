using ChatService.Server.Platform;
using ChatService.Server.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace ChatService.Server.Features.Agents;

/// <summary>
/// Lock-out after wrong passwords. It is by account and address: five from one address lock that address out of that account and nobody else. Many from many addresses lock
/// the account for strangers; a browser in which it has logged in before is counted alone. An address that nobody has is counted in the same way with the same statements.
/// </summary>
public sealed class LoginMisses(IDbContextFactory<ChatDb> contexts, TimeProvider time)
{
    /// <summary>So many in a row from one address or browser.</summary>
    public const int Most = 5;

    /// <summary>So many from all strangers together: an office of people who mistype does not reach it within <see cref="RememberedFor"/>, a guesser does at once.</summary>
    public const int MostOfStrangers = 25;

    /// <summary>For so long.</summary>
    public static readonly TimeSpan LockFor = TimeSpan.FromMinutes(5);

    /// <summary>A miss that long ago no longer counts, and its row is deleted.</summary>
    public static readonly TimeSpan RememberedFor = TimeSpan.FromMinutes(15);

    /// <summary>What a counted miss did.</summary>
    public enum Locked
    {
        Nobody,
        ThisOne,
        Strangers,
    }

    /// <summary>Until when an attempt with these keys is refused; null: it may try.</summary>
    public async Task<DateTimeOffset?> LockedUntilAsync(LoginKeys keys, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await LockedUntilAsync(db, keys, time.Now(), cancellationToken);
    }

    /// <summary>As above, inside a write: guesses that come at once count like a row of them. One attempt per account at a time, over all nodes.</summary>
    public static async Task<DateTimeOffset?> EnterAsync(WriteScope scope, LoginKeys keys, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(scope);
        ArgumentNullException.ThrowIfNull(keys);
        await scope.LockQueueAsync(cancellationToken, $"login:{keys.Account:N}");
        return await LockedUntilAsync(scope.Db, keys, scope.Now, cancellationToken);
    }

    /// <summary>Counts one under each key; call <see cref="EnterAsync"/> first.</summary>
    public static async Task<Locked> CountAsync(WriteScope scope, LoginKeys keys, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(scope);
        ArgumentNullException.ThrowIfNull(keys);
        var own = await CountAsync(scope, keys.Own, keys.Account, Most, cancellationToken);
        var strangers = keys.Strangers is { } key && await CountAsync(scope, key, keys.Account, MostOfStrangers, cancellationToken);
        return strangers ? Locked.Strangers : own ? Locked.ThisOne : Locked.Nobody;
    }

    /// <summary>After a right password: this address or browser starts anew. What strangers did meanwhile stays counted.</summary>
    public static Task ForgetAsync(WriteScope scope, LoginKeys keys, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(scope);
        ArgumentNullException.ThrowIfNull(keys);
        return scope.Db.Set<LoginMiss>().Where(m => m.Id == keys.Own).ExecuteDeleteAsync(cancellationToken);
    }

    /// <summary>After a new password: every lock of the account is lifted.</summary>
    public static Task LiftAsync(WriteScope scope, string email, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(scope);
        var account = LoginKeys.AccountOf(email);
        return scope.Db.Set<LoginMiss>().Where(m => m.Account == account).ExecuteDeleteAsync(cancellationToken);
    }

    private static async Task<bool> CountAsync(WriteScope scope, Guid key, Guid account, int most, CancellationToken cancellationToken)
    {
        if (await scope.Db.Set<LoginMiss>().FirstOrDefaultAsync(m => m.Id == key, cancellationToken) is not { } row)
        {
            row = new LoginMiss { Id = key, Account = account };
            scope.Db.Add(row);
        }

        row.Misses = scope.Now - row.LastAt > RememberedFor ? 1 : row.Misses + 1;
        row.LastAt = scope.Now;
        if (row.Misses < most)
        {
            return false;
        }

        (row.Misses, row.LockedUntil) = (0, scope.Now + LockFor);
        return true;
    }

    private static async Task<DateTimeOffset?> LockedUntilAsync(ChatDb db, LoginKeys keys, DateTimeOffset now, CancellationToken cancellationToken) => await db.Set<LoginMiss>()
        .Where(m => (m.Id == keys.Own || m.Id == keys.Strangers) && m.LockedUntil > now).MaxAsync(m => m.LockedUntil, cancellationToken);
}
