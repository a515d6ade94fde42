using ChatService.Server.Platform.Storage;
using ChatService.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace ChatService.Server.Tests.Storage;

/// <summary>Migrations, on both engines whatever the other tests run on.</summary>
public sealed class SchemaTests
{
    /// <summary>Set to a directory to write the model's scripts there.</summary>
    private const string WriteTo = "CHATSERVICE_WRITE_SCHEMA";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_migrated_schema_equals_the_model(bool postgres)
    {
        if (Environment.GetEnvironmentVariable(WriteTo) is { Length: > 0 } to)
        {
            await File.WriteAllTextAsync(Path.Combine(to, postgres ? "postgres.sql" : "sqlite.sql"), SchemaDump.Script(postgres), TestContext.Current.CancellationToken);
        }

        using var directory = new TempDirectory();
        await using var host = Start(directory, postgres);
        Assert.Equal(await SchemaDump.OfModelAsync(postgres), await SchemaDump.OfAsync(host.Services));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Starting_again_on_the_same_data_changes_nothing(bool postgres)
    {
        using var directory = new TempDirectory();
        int first;
        await using (var host = Start(directory, postgres))
        {
            first = await VersionAsync(host);
        }

        await using var again = Start(directory, postgres);
        Assert.Equal(first, await VersionAsync(again));
        Assert.True(first > 0);
    }

    internal static ChatHost Start(TempDirectory directory, bool postgres) => ChatHost.Start(
        directory.Path, settings: new Dictionary<string, string> { ["ConnectionStrings:Postgres"] = postgres ? TestStore.AlwaysPostgres(directory.Path) : string.Empty });

    private static Task<int> VersionAsync(ChatHost host) => host.Services.GetRequiredService<Migrator>().CurrentVersionAsync(TestContext.Current.CancellationToken);
}
