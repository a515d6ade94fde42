using ChatService.Contracts;
using ChatService.Server.Platform.Cli;
using ChatService.Server.Platform.Http;
using ChatService.Server.Platform.Storage;
using ChatService.Server.Platform.Storage.Copy;
using ChatService.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace ChatService.Server.Tests.Storage;

/// <summary>An embedded installation moves to PostgreSQL and goes on there.</summary>
public sealed class CopyTests
{
    [Fact]
    public async Task Everything_is_there_after_the_copy_and_the_conversation_goes_on()
    {
        using var embedded = new TempDirectory();
        string visitorToken;
        Guid conversationId;
        await using (var before = SchemaTests.Start(embedded, postgres: false))
        {
            await using var admin = await before.AdminAsync();
            await using var visitor = await before.VisitorAsync();
            conversationId = (await visitor.StartAsync("退货流程 – where is my parcel?")).ConversationId;
            await admin.CallAsync<ConversationAnswer>("Take", new { conversationId });
            await admin.SendAsync(conversationId, "On its way.");
            visitorToken = visitor.Session.VisitorToken;
        }

        using var target = new TempDirectory();
        var (code, text, error) = await CopyAsync(embedded, target);
        Assert.True(code == 0, error);
        Assert.Contains("message ", text, StringComparison.Ordinal);
        var (again, _, why) = await CopyAsync(embedded, target);
        Assert.Equal(1, again);
        Assert.Contains("is in use", why, StringComparison.Ordinal);

        await using var after = SchemaTests.Start(target, postgres: true);
        await using var back = await after.VisitorAsync(visitorToken);
        Assert.Equal(conversationId, back.Session.Conversation?.ConversationId);
        var lines = (await back.ResumeAsync(0, conversationId)).Messages;
        Assert.Contains("On its way.", lines.Select(l => l.Text));
        var ack = await back.CallAsync<SendMessageAck>("SendMessage", new { conversationId, clientMessageId = Guid.NewGuid(), text = "Thanks" });
        Assert.Equal(lines[^1].Seq + 1, ack.Seq);
        await using var agent = await after.AdminAsync();
        Assert.Single((await agent.GetAsync<ListAnswer<ConversationRow>>("/api/conversations?view=mine")).Items);
        var hits = await agent.GetAsync<Hits>("/api/search?q=" + Uri.EscapeDataString("流程"));
        Assert.Single(hits.Items);
    }

    [Fact]
    public async Task A_copy_that_is_stopped_leaves_nothing()
    {
        using var embedded = new TempDirectory();
        await using (var before = SchemaTests.Start(embedded, postgres: false))
        {
            await using var visitor = await before.VisitorAsync();
            await visitor.StartAsync("Hello");
        }

        using var target = new TempDirectory();
        using var stop = new CancellationTokenSource();
        using var output = new StoppingWriter("message ", stop);
        var (code, _, error) = await CopyAsync(embedded, target, output, stop);

        Assert.Equal((1, "Stopped. Nothing was copied."), (code, error.Trim()));
        Assert.Equal(0L, await TestStore.ExecuteAsync(target.Path, "SELECT (SELECT count(*) FROM agent) + (SELECT count(*) FROM conversation)"));
    }

    [Fact]
    public async Task Where_there_is_nothing_nothing_is_copied()
    {
        using var empty = new TempDirectory();
        using var target = new TempDirectory();
        var (code, _, error) = await CopyAsync(empty, target);
        Assert.Equal(1, code);
        Assert.Contains("There is no", error, StringComparison.Ordinal);
    }

    private static async Task<(int Code, string Out, string Error)> CopyAsync(TempDirectory from, TempDirectory to, StringWriter? output = null, CancellationTokenSource? stop = null)
    {
        var postgres = TestStore.AlwaysPostgres(to.Path);
        var settings = new ConfigurationBuilder().AddInMemoryCollection([KeyValuePair.Create("ConnectionStrings:Postgres", (string?)postgres)]).Build();
        var services = new ServiceCollection().AddLogging().AddSingleton<IConfiguration>(settings).AddStorage(to.Path, postgres);
        foreach (var part in typeof(ChatDb).Assembly.GetTypes().Where(type => type.IsClass && type.IsAssignableTo(typeof(IModelPart)) && type.Name != nameof(Platform.Timers.TimersModel)))
        {
            services.AddSingleton(typeof(IModelPart), part);
        }

        await using var provider = services.BuildServiceProvider();
        await provider.GetRequiredService<Migrator>().MigrateAsync(TestContext.Current.CancellationToken);
        using var error = new StringWriter();
        using var text = output ?? new StringWriter();
        var options = new Dictionary<string, string> { ["data"] = from.Path };
        var code = await ActivatorUtilities.CreateInstance<CopyToPostgres>(provider).RunAsync(options, new CliOutput(text, error), stop?.Token ?? TestContext.Current.CancellationToken);
        return (code, text.ToString(), error.ToString());
    }

    private sealed record Hits(IReadOnlyList<object> Items);

    // Stops the copy when it has come to a table.
    private sealed class StoppingWriter(string at, CancellationTokenSource stop) : StringWriter
    {
        public override void WriteLine(string? value)
        {
            base.WriteLine(value);
            if (value?.StartsWith(at, StringComparison.Ordinal) == true)
            {
                stop.Cancel();
            }
        }
    }
}
