using System.Text;
using ChatService.Server.Platform.Storage;
using ChatService.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace ChatService.Server.Tests.Storage;

public sealed class SchemaTests
{
    /// <summary>Set to a file name to write the model's script there: the text of the next migration begins with it.</summary>
    private const string WriteTo = "CHATSERVICE_WRITE_SCHEMA";

    [Fact]
    public async Task The_migrated_schema_equals_the_model()
    {
        using var directory = new TempDirectory();
        var model = await ModelSchemaAsync(directory.Path);
        if (Environment.GetEnvironmentVariable(WriteTo) is { Length: > 0 } file)
        {
            await File.WriteAllTextAsync(file, model, TestContext.Current.CancellationToken);
        }

        await using var host = ChatHost.Start();
        await using var db = await host.Services.GetRequiredService<IDbContextFactory<ChatDb>>().CreateDbContextAsync(TestContext.Current.CancellationToken);
        Assert.Equal(Statements(model), Statements(await DumpAsync(db)));
    }

    // A column that a later migration adds stands on the line of the one before it.
    private static IEnumerable<string> Statements(string schema) => schema.Split(";\n")
        .Select(statement => string.Join(' ', statement.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).Replace(" )", ")", StringComparison.Ordinal).Replace(" ,", ",", StringComparison.Ordinal));

    [Fact]
    public async Task Starting_again_on_the_same_data_changes_nothing()
    {
        using var directory = new TempDirectory();
        int first;
        await using (var host = ChatHost.Start(directory.Path))
        {
            first = await host.Services.GetRequiredService<Migrator>().CurrentVersionAsync(TestContext.Current.CancellationToken);
        }

        await using var again = ChatHost.Start(directory.Path);
        Assert.Equal(first, await again.Services.GetRequiredService<Migrator>().CurrentVersionAsync(TestContext.Current.CancellationToken));
        Assert.True(first > 0);
    }

    private static async Task<string> ModelSchemaAsync(string directory)
    {
        var parts = typeof(ChatDb).Assembly.GetTypes().Where(type => type.IsClass && type.IsAssignableTo(typeof(IModelPart)))
            .OrderBy(type => type.Name, StringComparer.Ordinal).Select(type => (IModelPart)Activator.CreateInstance(type)!).ToList();
        var options = new DbContextOptionsBuilder<ChatDb>().UseSqlite($"Data Source={Path.Combine(directory, "model.db")};Pooling=False").Options;
        await using var db = new ChatDb(options, parts);
        await db.Database.EnsureCreatedAsync(TestContext.Current.CancellationToken);
        return await DumpAsync(db);
    }

    private static async Task<string> DumpAsync(ChatDb db)
    {
        var objects = await db.Database.SqlQueryRaw<string>(
                "SELECT sql AS \"Value\" FROM sqlite_master WHERE sql IS NOT NULL AND name <> 'schema_version' AND name NOT LIKE 'message_search%' AND name NOT LIKE 'sqlite_%' ORDER BY type DESC, name")
            .ToListAsync(TestContext.Current.CancellationToken);
        var text = new StringBuilder();
        foreach (var sql in objects)
        {
            text.Append(sql.Replace("\r", string.Empty, StringComparison.Ordinal).Trim()).Append(";\n\n");
        }

        return text.ToString();
    }
}
