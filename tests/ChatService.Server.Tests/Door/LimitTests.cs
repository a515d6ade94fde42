using System.Net;
using System.Text;

namespace ChatService.Server.Tests.Door;

public sealed class LimitTests
{
    [Fact]
    public async Task Logins_are_limited_by_address_and_come_back_after_a_while()
    {
        await using var host = await DoorHost.StartAsync(("Limits:LoginPerMinute", "3"));
        using var client = host.Client();
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(401, (await TryAsync(client, i)).Status);
        }

        var refused = await TryAsync(client, 3);
        host.Time.Advance(TimeSpan.FromSeconds(20));
        var later = await TryAsync(client, 4);

        Assert.Equal((429, "rate_limited"), (refused.Status, refused.Code));
        Assert.Equal(20, refused["retryAfterSeconds"].GetInt32());
        Assert.Equal(20, refused.Response.Headers.RetryAfter?.Delta?.TotalSeconds);
        Assert.Equal(401, later.Status);
    }

    [Fact]
    public async Task Links_of_a_team_that_is_invited_at_once_lock_nobody_out_of_the_log_in()
    {
        await using var host = await DoorHost.StartAsync(("Limits:LoginPerMinute", "1"), ("Limits:AccountLinksPerMinute", "2"));
        using var client = host.Client();
        for (var i = 0; i < 2; i++)
        {
            Assert.NotEqual(429, (await client.PostAsync("/api/auth/link/look", new { token = $"unknown-{i}" })).Status);
        }

        Assert.Equal(429, (await client.PostAsync("/api/auth/link/look", new { token = "unknown-2" })).Status);
        Assert.Equal(401, (await TryAsync(client, 0)).Status);
    }

    [Fact]
    public async Task A_forged_forwarded_address_opens_no_second_bucket()
    {
        await using var host = await DoorHost.StartAsync(("Limits:LoginPerMinute", "1"));
        using var client = host.Client();
        await TryAsync(client, 0, "203.0.113.1");

        Assert.Equal(429, (await TryAsync(client, 1, "203.0.113.2")).Status);
    }

    [Fact]
    public async Task Behind_a_known_proxy_every_client_has_its_own_bucket()
    {
        await using var host = await DoorHost.StartAsync(("Limits:LoginPerMinute", "1"), ("Proxy:Known", "127.0.0.0/8, ::1"));
        using var client = host.Client();

        Assert.Equal(401, (await TryAsync(client, 0, "203.0.113.1")).Status);
        Assert.Equal(401, (await TryAsync(client, 1, "203.0.113.2")).Status);
        Assert.Equal(429, (await TryAsync(client, 2, "203.0.113.2")).Status);
        // The last hop that is no proxy of ours counts, whatever the client wrote before it.
        Assert.Equal(429, (await TryAsync(client, 3, "198.51.100.7, 203.0.113.2")).Status);
    }

    [Fact]
    public async Task Visitors_sessions_are_limited_by_address()
    {
        await using var host = await DoorHost.StartAsync(("Limits:WidgetSessionPerMinute", "1"));
        using var client = host.Client();

        Assert.Equal(200, (await client.PostAsync("/api/widget/session", new { inboxKey = "demo" })).Status);
        Assert.Equal(429, (await client.PostAsync("/api/widget/session", new { inboxKey = "demo" })).Status);
    }

    [Fact]
    public async Task An_agent_is_limited_as_an_agent()
    {
        await using var host = await DoorHost.StartAsync(("Limits:AgentPerMinute", "3"));
        await host.AgentAsync("ann@example.com");
        await host.AgentAsync("bob@example.com");
        using var ann = await host.LoggedInAsync("ann@example.com");
        using var bob = await host.LoggedInAsync("bob@example.com");
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(200, (await ann.GetAsync("/api/auth/me")).Status);
        }

        Assert.Equal(429, (await ann.GetAsync("/api/auth/me")).Status);
        Assert.Equal(200, (await bob.GetAsync("/api/auth/me")).Status);
    }

    [Fact]
    public async Task A_body_beyond_the_limit_is_refused_as_too_large()
    {
        await using var host = await DoorHost.StartAsync();
        using var client = host.Client();
        using var body = new StringContent($$"""{"email":"{{new string('x', 300_000)}}","password":"y"}""", Encoding.UTF8, "application/json");

        var answer = await client.SendAsync(HttpMethod.Post, "/api/auth/login", body);

        Assert.Equal(((int)HttpStatusCode.RequestEntityTooLarge, "too_large"), (answer.Status, answer.Code));
    }

    [Theory]
    [InlineData("{\"email\":", "application/json", 400, "invalid_argument")]
    [InlineData("{\"email\":7}", "application/json", 400, "invalid_argument")]
    [InlineData("null", "application/json", 400, "invalid_argument")]
    [InlineData("{}", "text/plain", 415, "invalid_argument")]
    public async Task A_body_that_cannot_be_read_is_refused_with_a_code(string text, string type, int status, string code)
    {
        await using var host = await DoorHost.StartAsync();
        using var client = host.Client();
        using var body = new StringContent(text, Encoding.UTF8, type);

        var answer = await client.SendAsync(HttpMethod.Post, "/api/auth/login", body);
        var nowhere = await client.GetAsync("/api/nowhere");

        Assert.Equal((status, code), (answer.Status, answer.Code));
        Assert.Equal((404, "not_found"), (nowhere.Status, nowhere.Code));
    }

    [Theory]
    [InlineData("/", "script-src 'self'")]
    [InlineData("/demo", "script-src 'self'")]
    [InlineData("/console", "frame-ancestors 'none'")]
    [InlineData("/health/live", "default-src 'none'")]
    [InlineData("/api/auth/me", "default-src 'none'")]
    [InlineData("/nothing/here", "default-src 'none'")]
    public async Task Every_answer_tells_the_browser_what_it_may_do(string path, string policy)
    {
        await using var host = await DoorHost.StartAsync();
        using var client = host.Client();

        var headers = (await client.GetAsync(path)).Response.Headers;

        Assert.Contains(policy, Assert.Single(headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
        Assert.Equal("nosniff", Assert.Single(headers.GetValues("X-Content-Type-Options")));
        Assert.True(headers.Contains("Referrer-Policy"));
        Assert.False(headers.Contains("Server"));
    }

    private static Task<Answer> TryAsync(DoorClient client, int number, string? forwardedFor = null) => client.SendAsync(
        HttpMethod.Post, "/api/auth/login", new { email = $"nobody{number}@example.com", password = "wrong password" },
        forwardedFor is null ? [] : [("X-Forwarded-For", forwardedFor)]);
}
