using ChatService.Server.Platform.Storage;
using ChatService.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace ChatService.Server.Tests.Storage;

/// <summary>A schema as text, for comparing: what the model asks for, and what a database has.</summary>
internal static class SchemaDump
{
    // The order of columns is history, not meaning: a later migration can only add at the end.
    private const string Sqlite =
        """
        SELECT sql AS "Value" FROM sqlite_master
        WHERE sql IS NOT NULL AND name <> 'schema_version' AND name NOT LIKE 'message_search%' AND name NOT LIKE 'contact_search%' AND name NOT LIKE 'sqlite_%' ORDER BY type DESC, name
        """;

    private const string Postgres =
        """
        SELECT line AS "Value" FROM (
            SELECT format('%s.%s %s%s%s', c.relname, a.attname, format_type(a.atttypid, a.atttypmod), CASE WHEN a.attnotnull THEN ' NOT NULL' ELSE '' END,
                coalesce(' DEFAULT ' || pg_get_expr(d.adbin, d.adrelid), '')) AS line
            FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
            WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace AND a.attnum > 0 AND NOT a.attisdropped
                AND c.relname <> 'schema_version' AND c.relname NOT LIKE 'message_search%' AND c.relname NOT LIKE 'contact_search%'
            UNION ALL
            SELECT indexdef FROM pg_indexes
            WHERE schemaname = 'public' AND tablename <> 'schema_version' AND tablename NOT LIKE 'message_search%' AND tablename NOT LIKE 'contact_search%' AND indexname NOT LIKE 'message_search%'
            UNION ALL
            SELECT format('%s %s %s', conrelid::regclass, conname, pg_get_constraintdef(oid)) FROM pg_constraint
            WHERE connamespace = 'public'::regnamespace AND conrelid::regclass::text <> 'schema_version' AND conrelid::regclass::text NOT LIKE 'message_search%'
                AND conrelid::regclass::text NOT LIKE 'contact_search%'
        ) lines ORDER BY line COLLATE "C"
        """;

    /// <summary>What the model makes in an empty database.</summary>
    public static async Task<string> OfModelAsync(bool postgres)
    {
        using var directory = new TempDirectory();
        await using var db = Model(postgres, directory.Path);
        await db.Database.EnsureCreatedAsync(TestContext.Current.CancellationToken);
        return await OfAsync(db);
    }

    /// <summary>The script that makes what the model asks for: the text of the next migration begins with it.</summary>
    public static string Script(bool postgres)
    {
        using var directory = new TempDirectory();
        using var db = Model(postgres, directory.Path);
        return db.Database.GenerateCreateScript();
    }

    /// <summary>What a running server's database has.</summary>
    public static async Task<string> OfAsync(IServiceProvider services)
    {
        await using var db = await services.GetRequiredService<IDbContextFactory<ChatDb>>().CreateDbContextAsync(TestContext.Current.CancellationToken);
        return await OfAsync(db);
    }

    private static async Task<string> OfAsync(ChatDb db)
    {
        var lines = await db.Database.SqlQueryRaw<string>(db.Database.IsSqlite() ? Sqlite : Postgres).ToListAsync(TestContext.Current.CancellationToken);
        return string.Join(";\n", lines.Select(OneLine));
    }

    // SQLite keeps the statement as it was written: a column that a later migration adds stands on the line of the one before it.
    private static string OneLine(string statement) =>
        string.Join(' ', statement.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).Replace(" )", ")", StringComparison.Ordinal).Replace(" ,", ",", StringComparison.Ordinal);

    private static ChatDb Model(bool postgres, string directory)
    {
        var parts = typeof(ChatDb).Assembly.GetTypes().Where(type => type.IsClass && type.IsAssignableTo(typeof(IModelPart)))
            .OrderBy(type => type.Name, StringComparer.Ordinal).Select(type => (IModelPart)Activator.CreateInstance(type)!).ToList();
        var options = new DbContextOptionsBuilder<ChatDb>();
        return new ChatDb(
            (postgres ? options.UseNpgsql(TestStore.AlwaysPostgres(directory)) : options.UseSqlite($"Data Source={Path.Combine(directory, "model.db")};Pooling=False")).Options,
            parts);
    }
}
