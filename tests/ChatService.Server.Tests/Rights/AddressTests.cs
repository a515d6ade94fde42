using System.Net;
using ChatService.Server.Platform.Admission;
using ChatService.Server.Platform.Identity;
using ChatService.Server.Tests.Door;
using ChatService.Server.Tests.Operations;
using ChatService.Testing;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace ChatService.Server.Tests.Rights;

/// <summary>What one address may do, and whose address it is.</summary>
public sealed class AddressTests
{
    [Theory]
    [InlineData("203.0.113.9", "203.0.113.9", null)]
    [InlineData("::ffff:203.0.113.9", "203.0.113.9", null)]
    [InlineData("2001:db8:1:2:3::4", "20010DB800010002", "20010DB80001/48")]
    public void An_address_stands_for_its_owner(string address, string narrow, string? wide) =>
        Assert.Equal(new ClientAddress(narrow, wide), ClientAddress.Of(IPAddress.Parse(address)));

    [Fact]
    public void A_network_of_64s_is_counted_as_one_above_them()
    {
        var limiter = new AddressLimiter(new StillTime(), 2, TimeSpan.FromMinutes(1));
        var taken = Enumerable.Range(0, 100).Count(n => limiter.TryTake(ClientAddress.Of(IPAddress.Parse($"2001:db8:1:{n:x}::1")), out _));

        Assert.Equal(2 * ClientAddress.WideFactor, taken);
        Assert.True(limiter.TryTake(ClientAddress.Of(IPAddress.Parse("2001:db8:2::1")), out _));
    }

    [Theory]
    [InlineData("127.0.0.1", "X-Forwarded-For", false)]
    [InlineData("10.1.2.3", "X-Real-IP", false)]
    [InlineData("172.20.0.1", "Forwarded", false)]
    [InlineData("fd00::1", "Via", false)]
    [InlineData("127.0.0.1", null, true)]
    [InlineData("203.0.113.9", "X-Forwarded-For", true)]
    [InlineData("2001:db8::1", "X-Forwarded-For", true)]
    public void The_address_of_a_proxy_nearby_is_no_clients_and_a_header_from_afar_changes_nothing(string address, string? header, bool isClients)
    {
        var context = new DefaultHttpContext();
        context.Connection.RemoteIpAddress = IPAddress.Parse(address);
        if (header is not null)
        {
            context.Request.Headers[header] = "198.51.100.1";
        }

        Assert.Equal(isClients, ClientAddress.OfClient(context) is not null);
    }

    [Fact]
    public async Task An_address_holds_a_bounded_number_of_sockets_and_one_that_leaves_makes_room()
    {
        await using var host = ChatHost.Start(settings: new Dictionary<string, string>(Roomy.Limits) { ["Admission:SocketsPerAddress"] = "2" });
        await using var session = await host.VisitorAsync();
        var path = "/hubs/visitor?access_token=" + session.Session.ConnectToken;
        await using var second = await Upgrade.TryAsync(host.Url, path);
        await using var third = await Upgrade.TryAsync(host.Url, path);
        await using var admin = await host.AdminAsync();

        Assert.True(second.IsIn);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, third.Status);
        Assert.NotNull(third.RetryAfterSeconds);
        await second.DisposeAsync();
        Assert.True(await ComesInAsync(host, path));
    }

    [Fact]
    public async Task Sockets_that_have_ended_are_forgotten()
    {
        await using var host = ChatHost.Start(settings: Roomy.Limits);
        await using (await host.VisitorAsync())
        {
            Assert.Equal(1, host.Services.GetRequiredService<SocketsByAddress>().Count);
        }

        for (var i = 0; i < 200 && host.Services.GetRequiredService<SocketsByAddress>().Count > 0; i++)
        {
            await Task.Delay(25, TestContext.Current.CancellationToken);
        }

        Assert.Equal(0, host.Services.GetRequiredService<SocketsByAddress>().Count);
    }

    [Theory]
    [InlineData("chat.example.com", "1.1", 401)]
    [InlineData("chat.example.com:5080", "1.1", 401)]
    [InlineData("127.0.0.1", "1.0", 401)]
    [InlineData("127.0.0.1", "1.1", 200)]
    [InlineData("localhost:5080", "1.1", 200)]
    public async Task Metrics_are_not_public_because_a_proxy_on_this_machine_forgot_a_header(string name, string version, int status)
    {
        await using var host = await DoorHost.StartAsync();
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(host.Address, "/metrics"))
        {
            Version = Version.Parse(version), VersionPolicy = HttpVersionPolicy.RequestVersionExact, Headers = { Host = name },
        };

        using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(status, (int)answer.StatusCode);
    }

    // The server hears of a closed socket a moment after the client.
    private static async Task<bool> ComesInAsync(ChatHost host, string path)
    {
        for (var i = 0; i < 200; i++)
        {
            await using var upgrade = await Upgrade.TryAsync(host.Url, path);
            if (upgrade.IsIn)
            {
                return true;
            }

            await Task.Delay(25, TestContext.Current.CancellationToken);
        }

        return false;
    }
}
