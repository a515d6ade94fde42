using ChatService.Server.Tests.Door;
using ChatService.Testing;

namespace ChatService.Server.Tests.Abuse;

/// <summary>As CVE-2020-26030: no header that a client can write is a log-in, whether a proxy is known or not.</summary>
public sealed class CraftedHeaderTests
{
    private static readonly string[] Names =
    [
        "Remote-User", "X-Remote-User", "X-Forwarded-User", "X-Forwarded-Email", "X-Forwarded-Preferred-Username", "X-Auth-Request-User", "X-Auth-Request-Email", "X-WEBAUTH-USER",
        "X-Authenticated-User", "X-User", "X-User-Id", "X-Agent-Id", "X-MS-CLIENT-PRINCIPAL", "X-MS-CLIENT-PRINCIPAL-NAME", "X-SSL-Client-S-DN", "SSL_CLIENT_S_DN", "X-Client-Cert",
        "X-On-Behalf-Of", "From", "X-Original-URL", "X-Rewrite-URL", "X-HTTP-Method-Override", "X-ARR-ClientCert",
    ];

    [Theory]
    [InlineData("")]
    [InlineData("127.0.0.1")]
    public async Task A_header_that_names_somebody_logs_nobody_in(string known)
    {
        await using var host = await DoorHost.StartAsync(("Proxy:Known", known));
        using var client = host.Client();
        foreach (var name in Names)
        {
            var answer = await client.SendAsync(HttpMethod.Get, "/api/auth/me", null, (name, ChatHost.AdminEmail), ("X-Forwarded-For", "127.0.0.1"));
            Assert.True(answer.Status == 401, $"{name}: {answer.Status}");
        }
    }

    [Theory]
    [InlineData("X-Original-URL", "/api/audit")]
    [InlineData("X-Rewrite-URL", "/api/audit")]
    [InlineData("X-Forwarded-Prefix", "/api/audit")]
    [InlineData("X-Forwarded-Path", "/api/audit")]
    public async Task A_header_that_names_another_path_leads_nowhere(string name, string value)
    {
        await using var host = await DoorHost.StartAsync(("Proxy:Known", "127.0.0.1"));
        using var client = host.Client();

        var answer = await client.SendAsync(HttpMethod.Get, "/health/live", null, (name, value));

        Assert.Equal((200, "live"), (answer.Status, answer["status"].GetString()));
    }

    [Fact]
    public async Task An_address_of_our_own_machine_written_by_a_client_opens_no_metrics()
    {
        await using var host = await DoorHost.StartAsync(("Proxy:Known", "127.0.0.1"));
        using var client = host.Client();

        Assert.Equal(401, (await client.SendAsync(HttpMethod.Get, "/metrics", null, ("X-Forwarded-For", "127.0.0.1"))).Status);
        Assert.Equal(401, (await client.SendAsync(HttpMethod.Get, "/metrics", null, ("X-Forwarded-For", "203.0.113.1, ::1"))).Status);
    }
}
