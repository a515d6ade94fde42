using System.Text.Json;
using ChatService.Server.Features.Agents;

namespace ChatService.Server.Tests.Door;

/// <summary>Who came in stands in the audit trail; what strangers try at addresses that nobody has does not fill it.</summary>
public sealed class LogInTrailTests
{
    [Fact]
    public async Task Log_in_wrong_password_and_log_out_stand_in_the_trail_with_the_address()
    {
        await using var host = await DoorHost.StartAsync(("Proxy:Known", "127.0.0.1"));
        var ann = await host.AgentAsync("ann@example.com");
        using var admin = await host.AdminAsync();
        using var client = host.Client();
        await TryAsync(client, "ann@example.com", "wrong password");
        await TryAsync(client, "nobody@example.com", "wrong password");
        host.Time.Advance(TimeSpan.FromSeconds(1));
        await TryAsync(client, "ann@example.com", DoorHost.Password);
        host.Time.Advance(TimeSpan.FromSeconds(1));
        await client.PostAsync("/api/auth/logout");

        var trail = await TrailAsync(admin, ann.Id);

        Assert.Equal(["logout", "login", "login_failed"], trail.Select(e => e.GetProperty("action").GetString()));
        Assert.All(trail.Skip(1), e => Assert.Equal("203.0.113.7", e.GetProperty("changes").GetProperty("address").GetProperty("to").GetString()));
        var all = (await admin.GetAsync("/api/audit")).Body.GetRawText();
        Assert.DoesNotContain("nobody@example.com", all, StringComparison.Ordinal);
        Assert.DoesNotContain("wrong password", all, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_use_of_an_api_token_stands_there_once_a_day()
    {
        await using var host = await DoorHost.StartAsync();
        using var admin = await host.AdminAsync();
        var made = await admin.PostAsync("/api/api-tokens", new { name = "CRM", role = nameof(AgentRole.Agent).ToLowerInvariant() });
        using var program = host.Client();
        program.Token = made["token"].GetString();

        for (var hour = 0; hour < 48; hour++)
        {
            Assert.Equal(200, (await program.GetAsync("/api/auth/me")).Status);
            host.Time.Advance(TimeSpan.FromHours(1));
        }

        using var again = await host.AdminAsync();
        var used = (await again.GetAsync("/api/audit"))["items"].EnumerateArray().Where(e => e.GetProperty("action").GetString() == "token_used").ToList();
        // 48 hours touch two or three days of the calendar.
        Assert.InRange(used.Count, 2, 3);
        Assert.Equal(used.Count, used.Select(e => e.GetProperty("at").GetDateTimeOffset().UtcDateTime.Date).Distinct().Count());
        Assert.All(used, e => Assert.Equal("CRM", e.GetProperty("entityName").GetString()));
    }

    private static Task<Answer> TryAsync(DoorClient client, string email, string password) =>
        client.SendAsync(HttpMethod.Post, "/api/auth/login", new { email, password }, ("X-Forwarded-For", "203.0.113.7"));

    private static async Task<IReadOnlyList<JsonElement>> TrailAsync(DoorClient admin, Guid agent) =>
        [.. (await admin.GetAsync("/api/audit"))["items"].EnumerateArray().Where(e => e.GetProperty("entityId").GetString() == agent.ToString())];
}
