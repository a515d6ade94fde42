using System.Net.WebSockets;
using ChatService.Server.Features.Agents;

namespace ChatService.Server.Tests.Door;

public sealed class OriginTests
{
    private const string Own = "own";

    [Theory]
    [InlineData(null, null, true)]
    [InlineData(Own, null, true)]
    [InlineData(null, "same-origin", true)]
    [InlineData(Own, "same-origin", true)]
    [InlineData(null, "none", true)]
    [InlineData(Own, "same-site", true)]
    [InlineData("http://127.0.0.1:1", "same-site", false)]
    [InlineData(null, "same-site", false)]
    [InlineData("https://evil.example", null, false)]
    [InlineData("https://evil.example", "cross-site", false)]
    [InlineData(Own, "cross-site", false)]
    [InlineData("null", null, false)]
    [InlineData("not an origin", null, false)]
    [InlineData("http://127.0.0.1", null, false)]
    public async Task Under_the_cookie_a_change_is_taken_only_from_our_own_pages(string? origin, string? site, bool taken)
    {
        await using var host = await DoorHost.StartAsync();
        await host.AgentAsync("ann@example.com");
        using var client = await host.LoggedInAsync("ann@example.com");

        var change = await client.SendAsync(HttpMethod.Post, "/api/auth/logout", new { }, Headers(host, origin, site));
        var read = await client.SendAsync(HttpMethod.Get, "/api/auth/me", null, Headers(host, origin, site));

        Assert.Equal(taken ? 200 : 403, change.Status);
        Assert.Equal(taken ? null : "origin_refused", change.Code);
        Assert.Equal(taken ? 401 : 200, read.Status);
    }

    [Fact]
    public async Task A_page_of_another_site_cannot_log_its_visitor_in()
    {
        await using var host = await DoorHost.StartAsync();
        await host.AgentAsync("ann@example.com");
        using var client = host.Client();

        var answer = await client.SendAsync(
            HttpMethod.Post, "/api/auth/login", new { email = "ann@example.com", password = DoorHost.Password }, ("Origin", "https://evil.example"));

        Assert.Equal((403, "origin_refused"), (answer.Status, answer.Code));
        Assert.Null(client.Cookie);
    }

    [Fact]
    public async Task The_public_url_counts_as_our_own_page()
    {
        await using var host = await DoorHost.StartAsync(("PublicUrl", "https://chat.example.com/"));
        await host.AgentAsync("ann@example.com");
        using var client = await host.LoggedInAsync("ann@example.com");

        Assert.Equal(200, (await client.SendAsync(HttpMethod.Post, "/api/auth/logout", new { }, ("Origin", "https://chat.example.com"))).Status);
    }

    [Theory]
    [InlineData(Own, true)]
    [InlineData(null, false)]
    [InlineData("https://evil.example", false)]
    public async Task A_socket_opened_by_cookie_must_carry_our_origin(string? origin, bool opens)
    {
        await using var host = await DoorHost.StartAsync();
        await host.AgentAsync("ann@example.com");
        using var client = await host.LoggedInAsync("ann@example.com");

        Assert.Equal(opens ? 101 : 403, await ConnectAsync(host, "/hubs/agent", origin, client.Cookie));
    }

    [Theory]
    [InlineData("/HUBS/agent")]
    [InlineData("/hubs/Agent/")]
    [InlineData("/%68ubs/agent")]
    [InlineData("/hubs/%61gent")]
    [InlineData("/Hubs/AGENT")]
    public async Task A_socket_opened_by_cookie_under_another_spelling_must_carry_our_origin(string path)
    {
        await using var host = await DoorHost.StartAsync();
        await host.AgentAsync("ann@example.com");
        using var client = await host.LoggedInAsync("ann@example.com");

        Assert.Equal(101, await ConnectAsync(host, path, Own, client.Cookie));
        Assert.Equal(403, await ConnectAsync(host, path, null, client.Cookie));
        Assert.Equal(403, await ConnectAsync(host, path, "https://evil.example", client.Cookie));
    }

    [Fact]
    public async Task A_socket_opened_by_cookie_without_an_origin_is_refused_whatever_else_it_claims()
    {
        await using var host = await DoorHost.StartAsync();
        await host.AgentAsync("ann@example.com");
        using var client = await host.LoggedInAsync("ann@example.com");

        Assert.Equal(403, await ConnectAsync(host, "/hubs/agent", null, client.Cookie, "same-origin"));
        Assert.Equal(101, await ConnectAsync(host, "/hubs/agent", Own, client.Cookie, "same-origin"));
    }

    [Fact]
    public async Task A_socket_opened_by_api_token_needs_no_origin()
    {
        await using var host = await DoorHost.StartAsync();
        var agent = await host.AgentAsync("ann@example.com");
        var token = await TokenAsync(host, agent);

        Assert.Equal(101, await ConnectAsync(host, $"/hubs/agent?access_token={token}", null, null));
        Assert.Equal(401, await ConnectAsync(host, $"/hubs/agent?access_token={token[..^1]}A", null, null));
    }

    private static async Task<string> TokenAsync(DoorHost host, Agent agent)
    {
        var (token, hash) = ApiTokens.Make();
        await host.WriteAsync(scope =>
        {
            scope.Db.Add(new ApiToken { Id = Guid.NewGuid(), Name = "t", Hash = hash, AgentId = agent.Id, CreatedById = agent.Id, CreatedAt = scope.Now });
            scope.Tell(new Platform.Storage.SnapshotStale(typeof(ApiToken)));
        });
        return token.EndsWith('A') ? await TokenAsync(host, agent) : token;
    }

    private static async Task<int> ConnectAsync(DoorHost host, string path, string? origin, string? cookie, string? site = null)
    {
        using var socket = new ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = true;
        if (origin is not null)
        {
            socket.Options.SetRequestHeader("Origin", origin == Own ? OriginOf(host) : origin);
        }

        if (site is not null)
        {
            socket.Options.SetRequestHeader("Sec-Fetch-Site", site);
        }

        if (cookie is not null)
        {
            socket.Options.SetRequestHeader("Cookie", $"{AgentCookie.Name}={cookie}");
        }

        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        try
        {
            // The path as it is written: percent-encoding is a part of the test.
            var address = host.Address.ToString().Replace("http", "ws", StringComparison.Ordinal).TrimEnd('/') + path;
            await socket.ConnectAsync(new Uri(address, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }), limit.Token);
        }
        catch (WebSocketException)
        {
            // The status says why.
        }

        return (int)socket.HttpStatusCode;
    }

    private static string OriginOf(DoorHost host) => host.Address.GetLeftPart(UriPartial.Authority);

    private static (string, string)[] Headers(DoorHost host, string? origin, string? site)
    {
        var headers = new List<(string, string)>();
        if (origin is not null)
        {
            headers.Add(("Origin", origin == Own ? OriginOf(host) : origin));
        }

        if (site is not null)
        {
            headers.Add(("Sec-Fetch-Site", site));
        }

        return [.. headers];
    }
}
