using System.IO.Compression;
using System.Text.Json;
using ChatService.Contracts;
using ChatService.Server.Platform.Http;
using ChatService.Testing;

namespace ChatService.Server.Tests.Storage;

/// <summary>Databases as released versions have left them come forward, with what is in them. Each release adds its own to <c>Released</c>, named by engine and schema version.</summary>
public sealed class ReleasedSchemaTests
{
    private const string Folder = ".Storage.Released.";

    /// <summary>Every database that was ever released.</summary>
    public static TheoryData<string> All { get; } =
        [.. typeof(ReleasedSchemaTests).Assembly.GetManifestResourceNames().Where(n => n.Contains(Folder, StringComparison.Ordinal)).Select(n => n[(n.IndexOf(Folder, StringComparison.Ordinal) + Folder.Length)..])];

    [Fact]
    public void Both_engines_have_a_released_database() =>
        Assert.Equal(["postgres", "sqlite"], All.Select(row => row.Data.Split('-')[0]).Distinct().Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(All))]
    public async Task A_released_database_comes_forward_with_what_is_in_it(string released)
    {
        var postgres = released.StartsWith("postgres", StringComparison.Ordinal);
        using var directory = new TempDirectory();
        await RestoreAsync(released, directory.Path, postgres);

        await using var host = SchemaTests.Start(directory, postgres);

        Assert.Equal(await SchemaDump.OfModelAsync(postgres), await SchemaDump.OfAsync(host.Services));
        await using var admin = await host.AdminAsync();
        var row = Assert.Single((await admin.GetAsync<ListAnswer<ConversationRow>>("/api/conversations?view=all")).Items);
        var lines = (await admin.ResumeAsync(row.ConversationId, 0)).Messages;
        Assert.Equal(["Where is my parcel? 请问什么时候发货？", "Order 1234", "On its way.", "paid already"], lines.Where(l => l.Sender.Kind is "visitor" or "agent" && l.Kind != "event").Select(l => l.Text));
        // Its agent has been away since the release.
        await admin.CallAsync<ConversationAnswer>("Take", new { conversationId = row.ConversationId });
        Assert.False((await admin.SendAsync(row.ConversationId, "And it goes on.")).Duplicate);
        foreach (var word in new[] { "发货", "parcel", "goes on" })
        {
            Assert.Single((await admin.GetAsync<JsonElement>("/api/search?q=" + Uri.EscapeDataString(word))).GetProperty("items").EnumerateArray());
        }
    }

    private static async Task RestoreAsync(string released, string directory, bool postgres)
    {
        await using var resource = typeof(ReleasedSchemaTests).Assembly.GetManifestResourceStream(typeof(ReleasedSchemaTests).Assembly.GetName().Name + Folder + released)!;
        await using var content = new GZipStream(resource, CompressionMode.Decompress);
        if (postgres)
        {
            using var sql = new StreamReader(content);
            await TestStore.ExecuteAsync(directory, await sql.ReadToEndAsync(TestContext.Current.CancellationToken));
            return;
        }

        await using var file = File.Create(Path.Combine(directory, "chatservice.db"));
        await content.CopyToAsync(file, TestContext.Current.CancellationToken);
    }
}
