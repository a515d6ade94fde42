using ChatService.Server.Platform.Cli;
using ChatService.Server.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace ChatService.Server.Features.Agents;

/// <summary>The first admin: from the settings Bootstrap__AdminEmail and Bootstrap__AdminPassword, else with a random password that is printed once.</summary>
public sealed class BootstrapAdmin(IConfiguration settings, IDbContextFactory<ChatDb> contexts, Passwords passwords) : IFirstStart
{
    private const string DefaultEmail = "admin@example.com";

    private readonly string? chosen = settings["Bootstrap:AdminPassword"];
    private string password = string.Empty;
    private string hash = string.Empty;

    public async Task<bool> IsDueAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return !await db.Set<Agent>().AnyAsync(cancellationToken);
    }

    public Task PrepareAsync(CancellationToken cancellationToken)
    {
        password = string.IsNullOrEmpty(chosen) ? Passwords.OneTime() : chosen;
        hash = passwords.Hash(password);
        return Task.CompletedTask;
    }

    public async Task<string?> RunAsync(WriteScope scope, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(scope);
        if (await scope.Db.Set<Agent>().AnyAsync(cancellationToken))
        {
            return null;
        }

        var email = settings["Bootstrap:AdminEmail"] is { Length: > 0 } given ? given.Trim().ToLowerInvariant() : DefaultEmail;
        var admin = new Agent { Id = Guid.CreateVersion7(scope.Now), Email = email, Name = "Admin", Role = AgentRole.Admin, ServesAll = true, CreatedAt = scope.Now };
        Passwords.Set(admin, hash);
        // Whoever starts it signs in when it suits: changed at the first log-in, and good until then.
        admin.OneTimeUntil = string.IsNullOrEmpty(chosen) ? scope.Now.AddYears(100) : null;
        scope.Db.Add(admin);
        scope.Tell(new SnapshotStale(typeof(Agent)));
        return string.IsNullOrEmpty(chosen)
            ? $"sign in as {email} with the one-time password {password} (shown only now; the console asks for your own at the first log-in)"
            : $"sign in as {email} with the password from the settings";
    }
}
