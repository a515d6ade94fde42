namespace ChatService.Server.Tests.Door;

public sealed class AuditTests
{
    [Fact]
    public async Task A_change_says_who_what_and_how_without_secrets()
    {
        await using var host = await DoorHost.StartAsync();
        using var admin = await host.AdminAsync();
        var made = await admin.PostAsync("/api/agents", new { email = "ann@example.com", name = "Ann" });
        var inbox = await admin.PostAsync("/api/inboxes", new { key = "shop", name = "Shop" });
        var rotated = await admin.PostAsync($"/api/inboxes/{inbox["id"].GetGuid()}/rotate-secret");
        var token = await admin.PostAsync("/api/api-tokens", new { name = "CRM", role = "agent" });
        await admin.PutAsync($"/api/agents/{made["id"].GetGuid()}", new { capacity = 6, version = 1 });

        var trail = await admin.GetAsync("/api/audit");
        var last = trail["items"].EnumerateArray().Single(e => e.GetProperty("action").GetString() == "update");

        Assert.Equal("agent", last.GetProperty("entity").GetString());
        Assert.Equal(made["id"].GetGuid(), last.GetProperty("entityId").GetGuid());
        Assert.Equal("Admin", last.GetProperty("actorName").GetString());
        Assert.Equal("""{"capacity":{"from":4,"to":6}}""", last.GetProperty("changes").GetRawText());
        Assert.Contains(trail["items"].EnumerateArray(), e => e.GetProperty("action").GetString() == "rotate_secret");
        foreach (var secret in new[] { made["oneTimePassword"], inbox["secret"], rotated["secret"], token["token"] })
        {
            Assert.DoesNotContain(secret.GetString()!, trail.Body.GetRawText(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_trail_is_read_in_pages_newest_first_without_a_gap()
    {
        await using var host = await DoorHost.StartAsync();
        var agent = await host.AgentAsync("ann@example.com");
        using var admin = await host.AdminAsync();
        for (var version = 1; version <= 60; version++)
        {
            host.Time.Advance(TimeSpan.FromSeconds(1));
            await admin.PutAsync($"/api/agents/{agent.Id}", new { capacity = version, version });
        }

        var seen = new List<int>();
        for (string? cursor = null; ;)
        {
            var page = await admin.GetAsync($"/api/audit?cursor={cursor}");
            // The admin's own log-in stands there, too.
            seen.AddRange(page["items"].EnumerateArray().Where(e => e.GetProperty("action").GetString() == "update").Select(e => e.GetProperty("changes").GetProperty("capacity").GetProperty("to").GetInt32()));
            if ((cursor = page["nextCursor"].GetString()) is null)
            {
                break;
            }
        }

        Assert.Equal(Enumerable.Range(1, 60).Where(c => c != 4).Reverse(), seen.Where(c => c != 4));
        Assert.Equal(400, (await admin.GetAsync("/api/audit?cursor=nonsense")).Status);
    }
}
