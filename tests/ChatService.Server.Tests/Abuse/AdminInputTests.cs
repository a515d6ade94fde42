using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text;
using ChatService.Server.Tests.Messages;
using ChatService.Testing;

namespace ChatService.Server.Tests.Abuse;

/// <summary>Whoever may log in can still send nonsense: it is refused with a code like anybody else's.</summary>
public sealed class AdminInputTests(ChatRoom room) : IClassFixture<ChatRoom>
{
    private static readonly string Nobody = Guid.Empty.ToString();

    public static TheoryData<string, string> Calls => new(
        ("POST", "/api/agents"), ("PUT", $"/api/agents/{Nobody}"), ("POST", $"/api/agents/{Nobody}/password"), ("POST", "/api/teams"), ("PUT", $"/api/teams/{Nobody}"),
        ("POST", "/api/inboxes"), ("PUT", $"/api/inboxes/{Nobody}"), ("POST", "/api/canned-replies"), ("POST", "/api/auto-replies"), ("PUT", $"/api/auto-replies/{Nobody}"),
        ("POST", "/api/sla-policies"), ("PUT", $"/api/sla-policies/{Nobody}"), ("POST", "/api/business-hours"), ("PUT", $"/api/business-hours/{Nobody}"),
        ("POST", "/api/api-tokens"), ("POST", "/api/auth/password"), ("PUT", $"/api/contacts/{Nobody}"), ("PUT", $"/api/conversations/{Nobody}/tags"), ("PUT", $"/api/conversations/{Nobody}/skills"));

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task A_bad_body_is_a_problem_with_a_code(string method, string path)
    {
        foreach (var body in new[]
        {
            "", "null", "[]", "7", "{\"name\":", "{\"name\":{},\"version\":\"x\",\"key\":[],\"skills\":7,\"tags\":7,\"targets\":[],\"trigger\":1,\"weekly\":{}}",
            "{\"a\":" + new string('[', 500) + new string(']', 500) + "}", "{\"name\":\"\\ud800\",\"key\":\"\\u0000\",\"email\":\"\\ud800@x\",\"shortcut\":\"\\ud800\"}",
            "{\"weekly\":[null],\"special\":[null],\"actions\":[null],\"steps\":[null],\"breachActions\":[null],\"texts\":{\"en\":null},\"tags\":[null],\"teamIds\":null,\"routing\":{\"rings\":[null]}}",
        })
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
            using var response = await room.Admin.Http.SendAsync(request, TestContext.Current.CancellationToken).Soon(path);
            var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

            Assert.True((int)response.StatusCode is >= 400 and < 500, $"{path} {body}: {(int)response.StatusCode} {text}");
            Assert.True(text.Contains("\"code\":", StringComparison.Ordinal), $"{path} {body}: {text}");
            Assert.DoesNotContain("   at ", text, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("(a+)+$")]
    [InlineData("(?<x>a)\\k<x>")]
    [InlineData("(")]
    public async Task A_pattern_that_could_go_round_for_ever_or_is_none_does_no_harm(string pattern)
    {
        using var response = await room.Admin.Http.PostAsJsonAsync(
            "/api/auto-replies",
            new { name = "Slow", trigger = new { type = "keyword" }, keywords = new { words = Array.Empty<string>(), pattern }, actions = new[] { new { type = "add_tag", value = "slow" } } },
            TestContext.Current.CancellationToken).Soon("the rule");
        Assert.True((int)response.StatusCode < 500);

        await using var visitor = await room.Host.VisitorAsync();
        await visitor.StartAsync(new string('a', 7_000) + "!").Soon("the answer");
    }

    [Fact]
    public async Task A_connect_token_opens_nothing_after_its_five_minutes()
    {
        var time = new ManualTime(TimeProvider.System.GetUtcNow());
        await using var host = ChatHost.Start(time: time);
        var (_, session) = await host.AskAsync(new { inboxKey = "demo" });
        var path = "/hubs/visitor?access_token=" + session.GetProperty("connectToken").GetString();
        await (await RawSocket.ConnectAsync(host.Url, path)).DisposeAsync();

        time.Advance(TimeSpan.FromMinutes(5) + TimeSpan.FromSeconds(1));

        await Assert.ThrowsAsync<WebSocketException>(() => RawSocket.ConnectAsync(host.Url, path));
    }
}
