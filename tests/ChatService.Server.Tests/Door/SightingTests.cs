namespace ChatService.Server.Tests.Door;

/// <summary>Where an inbox is seen: an admin's sign that the installation works.</summary>
public sealed class SightingTests
{
    [Fact]
    public async Task A_session_from_a_website_is_seen_with_its_time_and_only_by_admins()
    {
        await using var host = await DoorHost.StartAsync();
        using var admin = await host.AdminAsync();
        using var agent = await host.AsAsync(Features.Agents.AgentRole.Agent);
        var path = await PathAsync(admin);
        using var visitor = host.Client();
        Assert.Empty((await admin.GetAsync(path))["items"].EnumerateArray());

        await OpenAsync(visitor, "https://shop.example");
        host.Time.Advance(TimeSpan.FromMinutes(1));
        await OpenAsync(visitor, "https://blog.example");
        await OpenAsync(visitor, "null");
        await OpenAsync(visitor, null);
        host.Time.Advance(TimeSpan.FromMinutes(11));
        await OpenAsync(visitor, "https://shop.example");

        var seen = (await admin.GetAsync(path))["items"].EnumerateArray().ToList();
        Assert.Equal(["https://shop.example", "https://blog.example"], seen.Select(s => s.GetProperty("origin").GetString()));
        Assert.Equal(TimeSpan.FromMinutes(11), seen[0].GetProperty("seenAt").GetDateTimeOffset() - seen[1].GetProperty("seenAt").GetDateTimeOffset());
        Assert.Equal(403, (await agent.GetAsync(path)).Status);
    }

    [Fact]
    public async Task However_many_websites_are_forged_twenty_are_kept()
    {
        await using var host = await DoorHost.StartAsync();
        using var admin = await host.AdminAsync();
        var path = await PathAsync(admin);
        using var visitor = host.Client();
        for (var i = 0; i < 25; i++)
        {
            host.Time.Advance(TimeSpan.FromSeconds(1));
            await OpenAsync(visitor, $"https://shop{i}.example");
        }

        var seen = (await admin.GetAsync(path))["items"].EnumerateArray().Select(s => s.GetProperty("origin").GetString()).ToList();
        Assert.Equal(Enumerable.Range(5, 20).Reverse().Select(i => $"https://shop{i}.example"), seen);
    }

    private static async Task<string> PathAsync(DoorClient admin)
    {
        var inbox = Assert.Single((await admin.GetAsync("/api/inboxes"))["items"].EnumerateArray());
        return $"/api/inboxes/{inbox.GetProperty("id").GetGuid()}/sightings";
    }

    private static async Task OpenAsync(DoorClient visitor, string? origin) => Assert.Equal(
        200, (await visitor.SendAsync(HttpMethod.Post, "/api/widget/session", new { inboxKey = "demo" }, origin is null ? [] : [("Origin", origin)])).Status);
}
