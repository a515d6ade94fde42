using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using ChatService.Server.Platform.Storage;

namespace ChatService.Testing;

/// <summary>
/// Which store the tests run on: SQLite, or with CHATSERVICE_TEST_ENGINE=postgres a private PostgreSQL that all tests of the process share, with a database per data directory.
/// So a test that starts a server again "on the same data" does so on both.
/// </summary>
public static class TestStore
{
    private const string Template = "chat_template";

    private static readonly ConcurrentDictionary<string, Lazy<string>> Databases = new();
    private static readonly Lazy<PostgresServer> Shared = new(Start);
    private static readonly Lazy<Task> Migrated = new(MigrateTemplateAsync);

    /// <summary>True when the tests run on PostgreSQL.</summary>
    public static bool IsPostgres { get; } = Environment.GetEnvironmentVariable("CHATSERVICE_TEST_ENGINE") switch
    {
        null or "" or "sqlite" => false,
        "postgres" => true,
        var other => throw new InvalidOperationException($"CHATSERVICE_TEST_ENGINE is \"{other}\"; it is sqlite or postgres."),
    };

    /// <summary>The connection string that belongs to a data directory, with the schema in place and no rows; null on SQLite.</summary>
    public static string? Postgres(string dataDirectory) => IsPostgres ? Open(dataDirectory, Template) : null;

    /// <summary>As above, whatever the tests run on, and empty: for tests of that engine.</summary>
    public static string AlwaysPostgres(string dataDirectory) => Open(dataDirectory, null);

    private static string Open(string dataDirectory, string? template) => Databases.GetOrAdd(Path.GetFullPath(dataDirectory), path => new Lazy<string>(() =>
    {
        var database = DatabaseOf(path);
        if (template is not null)
        {
            Migrated.Value.GetAwaiter().GetResult();
        }

        Shared.Value.CreateAsync(database, template).GetAwaiter().GetResult();
        // Many hosts at once share one server; none of them needs many connections.
        return Shared.Value.ConnectionString(database, "Maximum Pool Size=20");
    })).Value;

    // A copy of a migrated database is much quicker than a migration; tests of the migrations begin with an empty one.
    private static async Task MigrateTemplateAsync()
    {
        await Shared.Value.CreateAsync(Template);
        await Shared.Value.ExecuteAsync("CREATE TABLE schema_version (version INTEGER NOT NULL PRIMARY KEY, name TEXT NOT NULL, applied_at TEXT NOT NULL)", Template);
        foreach (var script in Migrator.Scripts("postgres"))
        {
            await Shared.Value.ExecuteAsync(script.Sql(), Template);
            await Shared.Value.ExecuteAsync($"INSERT INTO schema_version VALUES ({script.Version}, '{script.Name}', 'template')", Template);
        }
    }

    /// <summary>Runs one statement on the database of a data directory.</summary>
    public static Task<object?> ExecuteAsync(string dataDirectory, string sql)
    {
        AlwaysPostgres(dataDirectory);
        return Shared.Value.ExecuteAsync(sql, DatabaseOf(Path.GetFullPath(dataDirectory)));
    }

    /// <summary>The directory goes, and what belongs to it.</summary>
    public static void Forget(string dataDirectory)
    {
        if (Databases.TryRemove(Path.GetFullPath(dataDirectory), out var database) && database.IsValueCreated)
        {
            Shared.Value.DropAsync(DatabaseOf(Path.GetFullPath(dataDirectory))).GetAwaiter().GetResult();
        }
    }

    private static string DatabaseOf(string path) => "chat_" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(path)))[..16];

    private static PostgresServer Start()
    {
        var server = PostgresServer.StartAsync().GetAwaiter().GetResult();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => server.Abandon();
        return server;
    }
}
