using ChatService.Server.Features.Agents;
using ChatService.Testing;
using Microsoft.EntityFrameworkCore;

namespace ChatService.Server.Tests.Door;

public sealed class OperationsTests
{
    [Fact]
    public async Task Ready_turns_ill_with_the_store_and_well_again()
    {
        await using var host = await DoorHost.StartAsync();
        using var client = host.Client();
        Assert.Equal((200, 200), ((await client.GetAsync("/health/live")).Status, (await client.GetAsync("/health/ready")).Status));

        // What a full disk is to a write: it fails, reads go on.
        await SqlAsync(host, TestStore.IsPostgres
            ? """
              CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RAISE EXCEPTION 'disk is full' USING ERRCODE = 'disk_full'; END$$;
              CREATE TRIGGER full_disk BEFORE UPDATE ON schema_version FOR EACH ROW EXECUTE FUNCTION full_disk()
              """
            : "CREATE TRIGGER full_disk BEFORE UPDATE ON schema_version BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END");
        host.Time.Advance(TimeSpan.FromSeconds(2));
        host.Errors.Expect("UPDATE schema_version");
        var ill = await client.GetAsync("/health/ready");
        var alive = await client.GetAsync("/health/live");
        await SqlAsync(host, TestStore.IsPostgres ? "DROP FUNCTION full_disk CASCADE" : "DROP TRIGGER full_disk");
        host.Time.Advance(TimeSpan.FromSeconds(2));
        var well = await client.GetAsync("/health/ready");

        Assert.Equal((503, "not_ready"), (ill.Status, ill["status"].GetString()));
        Assert.DoesNotContain("disk is full", ill.Body.GetRawText(), StringComparison.Ordinal);
        Assert.Equal((200, 200), (alive.Status, well.Status));
    }

    [Fact]
    public async Task Metrics_begin_at_zero_carry_units_and_count()
    {
        await using var host = await DoorHost.StartAsync();
        using var client = host.Client();
        await client.GetAsync("/health/live");

        var text = (await client.GetAsync("/metrics")).Body.GetString()!;

        foreach (var name in new[] { "process_cpu_seconds_total", "process_resident_memory_bytes", "process_threads", "dotnet_gc_collections_total", "dotnet_thread_pool_thread_count" })
        {
            Assert.Contains($"\n{name}", text, StringComparison.Ordinal);
        }

        Assert.Contains("# TYPE http_server_request_duration_seconds histogram", text, StringComparison.Ordinal);
        Assert.Matches("http_server_request_duration_seconds_bucket\\{[^}]*http_route=\"/health/live\"[^}]*le=\"\\+Inf\"\\} [1-9]", text);
        var types = text.Split('\n').Where(l => l.StartsWith("# TYPE ", StringComparison.Ordinal)).Select(l => l.Split(' ')[2]).ToList();
        Assert.Equal(types.Distinct().Count(), types.Count);
    }

    [Fact]
    public async Task Metrics_are_not_public()
    {
        await using var host = await DoorHost.StartAsync(("Observability:MetricsToken", "a token for the scraper"));
        using var outside = host.Client();
        using var agent = await host.AsAsync(AgentRole.Agent);
        using var admin = await host.AdminAsync();

        var stranger = await ThroughProxyAsync(outside);
        outside.Token = "a token for the scraper";
        var scraper = await ThroughProxyAsync(outside);
        outside.Token = "a token for the scrapeR";
        var guesser = await ThroughProxyAsync(outside);

        Assert.Equal((401, 200, 401), (stranger.Status, scraper.Status, guesser.Status));
        Assert.Equal((403, 200), ((await ThroughProxyAsync(agent)).Status, (await ThroughProxyAsync(admin)).Status));
    }

    [Fact]
    public async Task The_description_names_the_calls()
    {
        await using var host = await DoorHost.StartAsync();
        using var client = host.Client();

        var answer = await client.GetAsync("/openapi/v1.json");

        Assert.Equal(200, answer.Status);
        Assert.True(answer["paths"].TryGetProperty("/api/auth/login", out _));
        Assert.True(answer["paths"].TryGetProperty("/api/inboxes", out _));
    }

    private static Task<Answer> ThroughProxyAsync(DoorClient client) =>
        client.SendAsync(HttpMethod.Get, "/metrics", null, ("X-Forwarded-For", "203.0.113.9"));

    private static Task<int> SqlAsync(DoorHost host, string sql) => host.ReadAsync(db => db.Database.ExecuteSqlRawAsync(sql));
}
