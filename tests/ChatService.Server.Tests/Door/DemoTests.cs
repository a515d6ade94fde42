using ChatService.Server.Features.Inboxes;
using ChatService.Server.Platform.Cli;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;

namespace ChatService.Server.Tests.Door;

/// <summary>An installation for customers shows strangers nothing that is meant for somebody who tries it.</summary>
public sealed class DemoTests
{
    [Fact]
    public async Task Without_the_demo_there_is_no_open_inbox_no_page_and_no_hint()
    {
        await using var host = await DoorHost.StartAsync(("Demo:Enabled", "false"));
        using var stranger = host.Client();

        var home = (await stranger.GetAsync("/")).Body.GetString()!;

        Assert.Equal(0, await host.ReadAsync(db => db.Set<Inbox>().CountAsync()));
        Assert.Equal(404, (await stranger.GetAsync("/demo")).Status);
        Assert.Equal((404, "inbox_unknown"), Of(await stranger.PostAsync("/api/widget/session", new { inboxKey = "demo" })));
        Assert.All(["/demo", "/openapi", "/health", "password", "data-demo"], hint => Assert.DoesNotContain(hint, home, StringComparison.Ordinal));
        Assert.Contains("/console", home, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_the_demo_the_description_of_the_api_is_for_agents()
    {
        await using var host = await DoorHost.StartAsync(("Demo:Enabled", "false"));
        using var stranger = host.Client();
        using var admin = await host.AdminAsync();

        Assert.Equal((401, "unauthenticated"), Of(await stranger.GetAsync("/openapi/v1.json")));
        Assert.Equal(200, (await admin.GetAsync("/openapi/v1.json")).Status);
    }

    [Fact]
    public async Task With_the_demo_everything_is_there_at_once()
    {
        await using var host = await DoorHost.StartAsync(("Demo:Enabled", "true"));
        using var stranger = host.Client();

        Assert.Contains("href=\"/demo\"", (await stranger.GetAsync("/")).Body.GetString(), StringComparison.Ordinal);
        Assert.Equal(200, (await stranger.GetAsync("/demo")).Status);
        Assert.Equal(200, (await stranger.GetAsync("/openapi/v1.json")).Status);
        Assert.Equal(200, (await stranger.PostAsync("/api/widget/session", new { inboxKey = "demo" })).Status);
    }

    [Theory]
    [InlineData(null, null, true)]
    [InlineData(null, "Host=db;Database=chat", false)]
    [InlineData("true", "Host=db;Database=chat", true)]
    [InlineData("false", null, false)]
    public void It_is_on_for_the_embedded_store_and_off_with_PostgreSQL_unless_somebody_says_otherwise(string? setting, string? postgres, bool enabled)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?> { [Demo.Key] = setting, ["ConnectionStrings:Postgres"] = postgres }).Build();

        Assert.Equal(enabled, Demo.IsEnabled(configuration));
    }

    private static (int Status, string? Code) Of(Answer answer) => (answer.Status, answer.Code);
}
