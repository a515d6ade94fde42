using ChatService.Server.Tests.Door;
using ChatService.Testing;

namespace ChatService.Server.Tests.Operations;

/// <summary>Limits count by address. What a client writes about its address must not reach them through any balancer that we ship.</summary>
public sealed class ShippedBalancerTests
{
    private const int Allowed = 30;

    private static readonly Func<int, (string Name, string Value)[]>[] Forgeries =
    [
        _ => [],
        i => [("X-Forwarded-For", $"203.0.113.{i}")],
        i => [("x-forwarded-for", $"203.0.113.{i}, 198.51.100.{i}")],
        i => [("X-Forwarded-For", $"203.0.113.{i}, 127.0.0.1")],
        i => [("X-Forwarded-For", $"[2001:db8:0:{i}::1]:4711")],
        i => [("Forwarded", $"for=203.0.113.{i};proto=https"), ("X-Real-IP", $"203.0.113.{i}")],
        i => [("X-Forwarded-For", $"203.0.113.{i}"), ("Connection", "X-Forwarded-For")],
        i => [("X-Forwarded-For", $"203.0.113.{i}"), ("X-Forwarded-Host", "evil.example"), ("X-Forwarded-Proto", "https,http")],
        i => [("X-Original-For", $"203.0.113.{i}"), ("X-Forwarded-For", "127.0.0.1"), ("X-Client-IP", $"203.0.113.{i}")],
    ];

    [Theory]
    [InlineData("haproxy")]
    [InlineData("nginx")]
    [InlineData("ingress")]
    public async Task Thirty_sessions_and_no_more_whatever_address_the_client_writes(string kind)
    {
        await using var host = await DoorHost.StartAsync(("Limits:WidgetSessionPerMinute", "30"), ("Proxy:Known", "127.0.0.1"));
        await using var balancer = await StartAsync(kind, host.Address);
        using var client = new DoorClient(balancer.Url);

        var statuses = new List<int>();
        for (var i = 1; i <= Allowed + (2 * Forgeries.Length); i++)
        {
            statuses.Add((await SessionAsync(client, Forgeries[i % Forgeries.Length](i))).Status);
        }

        Assert.All(statuses.Take(Allowed), status => Assert.Equal(200, status));
        Assert.All(statuses.Skip(Allowed), status => Assert.Equal(429, status));
    }

    [Theory]
    [InlineData("haproxy")]
    [InlineData("nginx")]
    public async Task The_host_that_a_client_writes_beside_its_own_is_not_shown(string kind)
    {
        await using var host = await DoorHost.StartAsync(("Proxy:Known", "127.0.0.1"));
        using var admin = await host.AdminAsync();
        await using var balancer = await StartAsync(kind, host.Address);
        using var through = new DoorClient(balancer.Url);
        await through.PostAsync("/api/auth/login", new { email = ChatHost.AdminEmail, password = DoorHost.Password });

        var inboxes = await through.SendAsync(HttpMethod.Get, "/api/inboxes", null, ("X-Forwarded-Host", "evil.example"), ("Forwarded", "host=evil.example"));

        Assert.Equal(200, inboxes.Status);
        Assert.DoesNotContain("evil.example", inboxes.Body.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_balancer_that_is_not_named_is_said_in_the_health_and_once_in_the_log()
    {
        await using var host = await DoorHost.StartAsync();
        using var direct = host.Client();
        var before = await direct.GetAsync("/health/ready");
        await using var balancer = await StartAsync("nginx", host.Address);
        using var through = new DoorClient(balancer.Url);
        for (var i = 0; i < 3; i++)
        {
            await SessionAsync(through, []);
        }

        var seen = await direct.GetAsync("/health/ready");
        host.Time.Advance(TimeSpan.FromMinutes(11));
        var later = await direct.GetAsync("/health/ready");

        Assert.False(before["checks"].TryGetProperty("proxy", out _));
        Assert.Contains("Proxy__Known", seen["checks"].GetProperty("proxy").GetString(), StringComparison.Ordinal);
        Assert.Equal("ready", seen["status"].GetString());
        Assert.Single(host.Errors.Lines, line => line.Contains("is not in Proxy__Known", StringComparison.Ordinal));
        Assert.False(later["checks"].TryGetProperty("proxy", out _));
    }

    [Fact]
    public async Task A_known_balancer_is_not_complained_about()
    {
        await using var host = await DoorHost.StartAsync(("Proxy:Known", "127.0.0.1"));
        await using var balancer = await StartAsync("nginx", host.Address);
        using var through = new DoorClient(balancer.Url);
        await SessionAsync(through, [("X-Forwarded-For", "10.1.2.3")]);

        Assert.False((await through.GetAsync("/health/ready"))["checks"].TryGetProperty("proxy", out _));
    }

    private static Task<ShippedBalancer> StartAsync(string kind, Uri node) => kind switch
    {
        "haproxy" => ShippedBalancer.HaProxyAsync(node),
        "nginx" => ShippedBalancer.NginxAsync(node),
        _ => ShippedBalancer.IngressAsync(node),
    };

    private static Task<Answer> SessionAsync(DoorClient client, (string Name, string Value)[] headers) =>
        client.SendAsync(HttpMethod.Post, "/api/widget/session", new { inboxKey = "demo" }, headers);
}
