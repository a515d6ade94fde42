namespace ChatService.Server.Tests.Door;

/// <summary>What browsers keep of us, by scheme: cookies, HSTS, and under which host names we answer.</summary>
public sealed class TransportTests
{
    private const string Ann = "ann@example.com";
    private const string Public = "https://chat.example.com";

    [Fact]
    public async Task With_https_outside_every_cookie_is_secure_and_bound_to_the_host_even_when_the_proxy_says_nothing()
    {
        await using var host = await DoorHost.StartAsync(("PublicUrl", Public));
        await host.AgentAsync(Ann);
        using var client = host.Client();

        var cookies = await LogInAsync(client);

        Assert.Equal(2, cookies.Length);
        Assert.All(cookies, IsBoundToHost);
        Assert.Equal(200, (await client.GetAsync("/api/auth/me")).Status);
    }

    [Fact]
    public async Task A_known_proxy_that_passes_the_scheme_on_gives_the_same()
    {
        await using var host = await DoorHost.StartAsync(("Proxy:Known", "127.0.0.1"));
        await host.AgentAsync(Ann);
        using var client = host.Client();

        Assert.All(await LogInAsync(client, ("X-Forwarded-Proto", "https")), IsBoundToHost);
    }

    [Fact]
    public async Task On_plain_http_the_log_in_works_and_nothing_is_promised()
    {
        await using var host = await DoorHost.StartAsync();
        await host.AgentAsync(Ann);
        using var client = host.Client();

        var cookies = await LogInAsync(client);

        Assert.All(cookies, cookie => Assert.DoesNotContain("secure", cookie, StringComparison.OrdinalIgnoreCase));
        Assert.Contains(cookies, cookie => cookie.StartsWith("chatservice=", StringComparison.Ordinal));
        var me = await client.GetAsync("/api/auth/me");
        Assert.Equal(200, me.Status);
        Assert.False(me.Response.Headers.Contains("Strict-Transport-Security"));
    }

    [Fact]
    public async Task A_cookie_that_a_sibling_host_could_have_set_is_no_log_in_with_https()
    {
        await using var host = await DoorHost.StartAsync(("PublicUrl", Public));
        await host.AgentAsync(Ann);
        using var client = await host.LoggedInAsync(Ann);
        using var planted = host.Client();
        planted.SetCookie(client.Cookie!, "chatservice");

        Assert.Equal(401, (await planted.GetAsync("/api/auth/me")).Status);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/api/auth/me")]
    [InlineData("/widget.js")]
    [InlineData("/nothing/here")]
    public async Task Every_answer_over_https_says_that_there_is_only_https(string path)
    {
        await using var host = await DoorHost.StartAsync(("PublicUrl", Public));
        using var client = host.Client();

        var answer = await client.GetAsync(path);

        Assert.Equal("max-age=31536000", Assert.Single(answer.Response.Headers.GetValues("Strict-Transport-Security")));
    }

    [Theory]
    [InlineData("chat.example.com", 200)]
    [InlineData("CHAT.example.com:8443", 200)]
    [InlineData("localhost", 200)]
    [InlineData("evil.example", 400)]
    [InlineData("chat.example.com.evil.example", 400)]
    [InlineData("10.0.0.7", 400)]
    public async Task Only_the_public_host_is_served(string name, int status)
    {
        await using var host = await DoorHost.StartAsync(("PublicUrl", Public), ("Proxy:Known", "127.0.0.1"));
        using var client = host.Client();

        Assert.Equal(status, (await client.SendAsync(HttpMethod.Get, "/", null, ("Host", name))).Status);
        var answer = await client.SendAsync(HttpMethod.Post, "/api/widget/session", new { inboxKey = "demo" }, ("Host", name));
        Assert.Equal((status, status == 200 ? null : "invalid_argument"), (answer.Status, answer.Code));
    }

    [Theory]
    [InlineData("/health/live", 200)]
    [InlineData("/health/ready", 200)]
    [InlineData("/health/sockets", 200)]
    // Not refused for its name; without a token the figures are for a loopback name only.
    [InlineData("/metrics", 401)]
    public async Task Machines_ask_under_the_address_they_know(string path, int status)
    {
        await using var host = await DoorHost.StartAsync(("PublicUrl", Public));
        using var client = host.Client();

        Assert.Equal(status, (await client.SendAsync(HttpMethod.Get, path, null, ("Host", "10.42.0.17:8080"))).Status);
    }

    [Fact]
    public async Task Further_names_are_a_setting()
    {
        await using var host = await DoorHost.StartAsync(("PublicUrl", Public), ("AllowedHosts", "chat.example.com;*.intern.example"));
        using var client = host.Client();

        Assert.Equal(200, (await SessionAsync(client, "node1.intern.example")).Status);
        Assert.Equal(400, (await SessionAsync(client, "intern.example.evil.example")).Status);
    }

    [Theory]
    [InlineData("/api/inboxes")]
    [InlineData("/openapi/v1.json")]
    public async Task A_forged_host_is_shown_nowhere(string path)
    {
        await using var named = await DoorHost.StartAsync(("PublicUrl", Public), ("Proxy:Known", "127.0.0.1"));
        using var admin = await named.AdminAsync();

        var forwarded = await admin.SendAsync(HttpMethod.Get, path, null, ("X-Forwarded-Host", "evil.example"));
        var direct = await admin.SendAsync(HttpMethod.Get, path, null, ("Host", "evil.example"));

        Assert.Equal((200, 400), (forwarded.Status, direct.Status));
        Assert.Contains(Public, forwarded.Body.GetRawText(), StringComparison.Ordinal);
        Assert.DoesNotContain("evil.example", forwarded.Body.GetRawText() + direct.Body.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_public_address_the_description_names_no_server()
    {
        await using var host = await DoorHost.StartAsync();
        using var client = host.Client();

        var answer = await client.SendAsync(HttpMethod.Get, "/openapi/v1.json", null, ("Host", "evil.example"));

        Assert.DoesNotContain("evil.example", answer.Body.GetRawText(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/demo")]
    [InlineData("/console/")]
    public async Task Pages_may_talk_to_us_alone_and_use_no_device(string path)
    {
        await using var host = await DoorHost.StartAsync();
        using var client = host.Client();

        var headers = (await client.GetAsync(path)).Response.Headers;
        var policy = Assert.Single(headers.GetValues("Content-Security-Policy")).Split("; ");

        Assert.Contains("connect-src 'self'", policy);
        Assert.Contains("img-src 'self' data: blob:", policy);
        Assert.Contains("camera=()", Assert.Single(headers.GetValues("Permissions-Policy")), StringComparison.Ordinal);
        Assert.Equal("same-origin", Assert.Single(headers.GetValues("Cross-Origin-Opener-Policy")));
    }

    private static Task<Answer> SessionAsync(DoorClient client, string host) =>
        client.SendAsync(HttpMethod.Post, "/api/widget/session", new { inboxKey = "demo" }, ("Host", host));

    private static async Task<string[]> LogInAsync(DoorClient client, params (string Name, string Value)[] headers)
    {
        var login = await client.SendAsync(HttpMethod.Post, "/api/auth/login", new { email = Ann, password = DoorHost.Password }, headers);
        Assert.Equal(200, login.Status);
        return [.. login.Response.Headers.GetValues("Set-Cookie")];
    }

    private static void IsBoundToHost(string cookie)
    {
        Assert.StartsWith("__Host-chatservice", cookie, StringComparison.Ordinal);
        Assert.Contains("; secure", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("; path=/;", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("; httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("domain=", cookie, StringComparison.OrdinalIgnoreCase);
    }
}
