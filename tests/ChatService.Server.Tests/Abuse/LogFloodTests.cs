using System.Net.WebSockets;
using System.Text;
using ChatService.Server.Tests.Door;
using ChatService.Testing;

namespace ChatService.Server.Tests.Abuse;

/// <summary>
/// As CVE-2023-48369: whoever can make the server write a log line with each request fills its disk and hides what an operator looks for. What a stranger may send,
/// of every kind, writes none.
/// </summary>
public sealed class LogFloodTests
{
    private const int Times = 20;

    [Fact]
    public async Task What_strangers_send_writes_no_line_for_each_request()
    {
        await using var host = await DoorHost.StartAsync(("PublicUrl", "https://chat.example.com"));
        using var client = host.Client();
        // Once each: what is said once is no flood.
        await EveryKindAsync(client, host.Address);
        var before = host.Errors.Lines.Count;

        for (var i = 0; i < Times; i++)
        {
            await EveryKindAsync(client, host.Address);
        }

        var added = host.Errors.Lines.Skip(before).ToList();
        Assert.True(added.Count < Times, $"{added.Count} lines, such as:\n{string.Join('\n', added.Select(l => l.Split('\n')[0]).Distinct().Take(12))}");
    }

    private static async Task EveryKindAsync(DoorClient client, Uri address)
    {
        await client.GetAsync("/nothing/here");
        await client.GetAsync("/api/nothing");
        await client.GetAsync("/api/auth/me");
        await client.GetAsync("/metrics?x=%00");
        await client.SendAsync(HttpMethod.Get, "/", null, ("Host", "evil.example"));
        await client.SendAsync(HttpMethod.Get, "/api/auth/me", null, ("Cookie", "chatservice=CfDJ8forged; __Host-chatservice=CfDJ8forged"));
        await client.SendAsync(HttpMethod.Get, "/api/auth/me", null, ("Authorization", "Bearer cs_" + new string('x', 43)));
        await client.SendAsync(HttpMethod.Get, "/api/auth/me", null, ("Authorization", "Basic eDp5"));
        await client.SendAsync(HttpMethod.Get, "/api/auth/me", null, ("X-Forwarded-For", "203.0.113.1"));
        await client.SendAsync(HttpMethod.Post, "/api/auth/login", new { email = "nobody@example.com", password = "wrong password" });
        await client.SendAsync(HttpMethod.Post, "/api/auth/login", new { email = "x", password = "y" }, ("Origin", "https://evil.example"));
        await client.PostAsync("/api/widget/session", new { inboxKey = "nowhere" });
        await client.PostAsync("/api/widget/session", new { inboxKey = "demo", visitorToken = "rubbish" });
        await client.SendAsync(HttpMethod.Options, "/api/widget/session", null, ("Origin", "https://evil.example"), ("Access-Control-Request-Method", "POST"));
        await client.SendAsync(HttpMethod.Delete, "/api/auth/login");
        foreach (var hub in new[] { "/hubs/visitor", "/hubs/agent" })
        {
            await client.GetAsync(hub);
            await client.GetAsync($"{hub}?id=unknown");
            await client.GetAsync($"{hub}?access_token=rubbish");
            await client.GetAsync($"{hub}?access_token=cs_{new string('x', 43)}");
            await client.PostAsync($"{hub}/negotiate?negotiateVersion=1");
            await client.PostAsync($"{hub}/negotiate?negotiateVersion=-1");
            await SocketAsync(new Uri(address, $"{hub}?access_token=rubbish"));
        }

        foreach (var body in new[] { "{\"email\":", "[]", "null", "\"\\ud800\"", "\u0000", new string('[', 200) })
        {
            using var content = new StringContent(body, Encoding.UTF8, "application/json");
            await client.SendAsync(HttpMethod.Post, "/api/auth/login", content);
        }

        await RawAsync(address, "GET / HTTP/1.1\r\n\r\n");
        await RawAsync(address, "RUBBISH\r\n\r\n");
        await RawAsync(address, "POST /api/auth/login HTTP/1.1\r\nHost: chat.example.com\r\nContent-Type: application/json\r\nContent-Length: 50\r\n\r\n{\"email\"");
        await RawAsync(address, "POST /api/auth/login HTTP/1.1\r\nHost: chat.example.com\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\n");
    }

    private static async Task SocketAsync(Uri address)
    {
        using var socket = new ClientWebSocket();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        await Assert.ThrowsAnyAsync<WebSocketException>(() => socket.ConnectAsync(new UriBuilder(address) { Scheme = "ws" }.Uri, limit.Token));
    }

    // Sends and goes away, in the middle of a body, too.
    private static async Task RawAsync(Uri address, string text)
    {
        using var socket = new System.Net.Sockets.TcpClient();
        await socket.ConnectAsync(address.Host, address.Port);
        var stream = socket.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(text));
        socket.Client.Shutdown(System.Net.Sockets.SocketShutdown.Send);
        var buffer = new byte[1_024];
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        try
        {
            while (await stream.ReadAsync(buffer, limit.Token) > 0)
            {
            }
        }
        catch (IOException)
        {
            // A reset says the same as an end.
        }
    }
}
