using System.Reflection;
using Microsoft.EntityFrameworkCore;

namespace ChatService.Server.Platform.Storage;

/// <summary>
/// Brings a database forward. Migrations are SQL scripts, embedded by engine and number; each runs once, in one transaction with its line in
/// <c>schema_version</c>. Nodes of two releases work side by side while they are rolled, and a release can be rolled back: a script that leaves programs working which know the
/// schema from version n on says so in its name, <c>0007_adds_phone.for_6.sql</c>. A database that was taken further than that is refused.
/// </summary>
public sealed partial class Migrator(IDbContextFactory<ChatDb> contexts, IStorageEngine engine, StoreWait wait, TimeProvider time, ILogger<Migrator> logger)
{
    /// <summary>Applies what is missing; returns the version reached. Nodes that start at once take turns, and each script is run by one of them.</summary>
    public async Task<int> MigrateAsync(CancellationToken cancellationToken)
    {
        var scripts = Scripts(engine.Name);
        await wait.AnswersAsync(cancellationToken);
        using var turn = await engine.EnterWriteAsync(cancellationToken);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        while (await StepAsync(db, scripts, cancellationToken) < scripts.Count)
        {
        }

        return scripts.Count;
    }

    /// <summary>The version the database is at; 0 for an empty one.</summary>
    public async Task<int> CurrentVersionAsync(CancellationToken cancellationToken)
    {
        using var turn = await engine.EnterWriteAsync(cancellationToken);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await StepAsync(db, [], cancellationToken);
    }

    // One transaction: reads the version and applies the next script, if there is one. Answers the version after it.
    private async Task<int> StepAsync(ChatDb db, IReadOnlyList<MigrationScript> scripts, CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await engine.BeginMigrationAsync(db, cancellationToken);
        await db.Database.ExecuteSqlRawAsync(
            "CREATE TABLE IF NOT EXISTS schema_version (version INTEGER NOT NULL PRIMARY KEY, name TEXT NOT NULL, applied_at TEXT NOT NULL)", cancellationToken);
        var applied = await db.Database.SqlQueryRaw<int>("SELECT COALESCE(MAX(version), 0) AS \"Value\" FROM schema_version").SingleAsync(cancellationToken);
        if (scripts.Count > 0 && applied > scripts.Count)
        {
            await CheckNewerAsync(db, applied, scripts.Count, cancellationToken);
        }

        if (applied < scripts.Count)
        {
            await ApplyAsync(db, scripts[applied], cancellationToken);
            applied++;
        }

        await transaction.CommitAsync(cancellationToken);
        return applied;
    }

    /// <summary>The scripts of an engine in order, numbered 1..n without a gap.</summary>
    public static IReadOnlyList<MigrationScript> Scripts(string engine)
    {
        var assembly = Assembly.GetExecutingAssembly();
        var marker = $".Platform.Storage.{char.ToUpperInvariant(engine[0])}{engine[1..]}.Migrations.";
        var scripts = assembly.GetManifestResourceNames()
            .Where(name => name.Contains(marker, StringComparison.Ordinal) && name.EndsWith(".sql", StringComparison.Ordinal))
            .Select(name => MigrationScript.Parse(name[(name.IndexOf(marker, StringComparison.Ordinal) + marker.Length)..], () => Read(assembly, name)))
            .OrderBy(script => script.Version).ToList();
        for (var i = 0; i < scripts.Count; i++)
        {
            if (scripts[i].Version != i + 1)
            {
                throw new InvalidOperationException($"Migration {i + 1} of {engine} is missing.");
            }
        }

        return scripts;
    }

    // What a newer program did to it, it said in the names of its scripts.
    private async Task CheckNewerAsync(ChatDb db, int applied, int known, CancellationToken cancellationToken)
    {
        var later = await db.Database.SqlQuery<string>($"SELECT name AS \"Value\" FROM schema_version WHERE version > {known}").ToListAsync(cancellationToken);
        if (later.Exists(name => MigrationScript.WorksFrom(name) is not { } from || from > known))
        {
            throw new InvalidOperationException($"The database is at version {applied}, newer than this program, which knows {known}. Use the newer program.");
        }

        WorksWithNewer(applied, known);
    }

    private async Task ApplyAsync(ChatDb db, MigrationScript script, CancellationToken cancellationToken)
    {
        await db.Database.ExecuteSqlRawAsync(script.Sql().Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal), cancellationToken);
        await db.Database.ExecuteSqlAsync(
            $"INSERT INTO schema_version (version, name, applied_at) VALUES ({script.Version}, {script.Name}, {time.Now().ToString("O")})", cancellationToken);
        Applied(script.Version, script.Name);
    }

    private static string Read(Assembly assembly, string name)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }

    [LoggerMessage(1201, LogLevel.Information, "Database migrated to version {Version} ({Name})")]
    private partial void Applied(int version, string name);

    [LoggerMessage(1203, LogLevel.Information, "The database is at version {Version}, which a program that knows {Known} works with")]
    private partial void WorksWithNewer(int version, int known);
}

/// <summary>One step forward, <c>0001_initial.sql</c>.</summary>
public sealed record MigrationScript(int Version, string Name, Func<string> Sql)
{
    private const string Mark = ".for_";

    /// <summary>The lowest schema version that a program must know to work with the database after this script; null: it must know the script itself.</summary>
    public static int? WorksFrom(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var mark = name.LastIndexOf(Mark, StringComparison.Ordinal);
        return mark >= 0 && int.TryParse(name.AsSpan(mark + Mark.Length), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var from) ? from : null;
    }

    internal static MigrationScript Parse(string file, Func<string> sql)
    {
        var stem = file[..^".sql".Length];
        var underscore = stem.IndexOf('_', StringComparison.Ordinal);
        return new MigrationScript(int.Parse(stem[..underscore], System.Globalization.CultureInfo.InvariantCulture), stem[(underscore + 1)..], sql);
    }
}
