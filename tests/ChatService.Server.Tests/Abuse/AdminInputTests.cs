using System.Net;
using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text;
using ChatService.Server.Tests.Messages;
using ChatService.Testing;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace ChatService.Server.Tests.Abuse;

/// <summary>Whoever may log in can still send nonsense: it is refused with a code like anybody else's.</summary>
public sealed class AdminInputTests(ChatRoom room) : IClassFixture<ChatRoom>
{
    private static readonly string Nobody = Guid.Empty.ToString();

    /// <summary>Every call that reads a JSON body and is for people who work here; the test below holds the list to what the server maps.</summary>
    public static TheoryData<string, string> Calls =>
    [
        ("POST", "/api/agents"), ("PUT", $"/api/agents/{Nobody}"), ("POST", $"/api/agents/{Nobody}/password"), ("PUT", $"/api/agents/{Nobody}/status"),
        ("POST", "/api/teams"), ("PUT", $"/api/teams/{Nobody}"),
        ("POST", "/api/inboxes"), ("PUT", $"/api/inboxes/{Nobody}"),
        ("POST", "/api/canned-replies"), ("PUT", $"/api/canned-replies/{Nobody}"),
        ("POST", "/api/auto-replies"), ("PUT", $"/api/auto-replies/{Nobody}"),
        ("POST", "/api/sla-policies"), ("PUT", $"/api/sla-policies/{Nobody}"),
        ("POST", "/api/business-hours"), ("PUT", $"/api/business-hours/{Nobody}"),
        ("POST", "/api/api-tokens"), ("POST", "/api/tags/rename"),
        ("POST", "/api/auth/login"), ("POST", "/api/auth/password"), ("PUT", "/api/auth/me"), ("POST", "/api/auth/link"), ("POST", "/api/auth/link/look"),
        ("POST", "/api/auth/second-factor"), ("POST", "/api/auth/second-factor/off"),
        ("PUT", $"/api/contacts/{Nobody}"), ("PUT", $"/api/contacts/{Nobody}/note"),
        ("PUT", $"/api/conversations/{Nobody}/tags"), ("POST", $"/api/conversations/{Nobody}/tags"), ("PUT", $"/api/conversations/{Nobody}/skills"),
        ("POST", $"/api/conversations/{Nobody}/callback-done"), ("POST", "/api/conversations/transfer"),
    ];

    /// <summary>Calls without a body that name one thing.</summary>
    public static TheoryData<string, string> CallsById =>
    [
        ("DELETE", $"/api/agents/{Nobody}"), ("DELETE", $"/api/teams/{Nobody}"), ("DELETE", $"/api/inboxes/{Nobody}"), ("POST", $"/api/inboxes/{Nobody}/rotate-secret"),
        ("DELETE", $"/api/canned-replies/{Nobody}"), ("DELETE", $"/api/auto-replies/{Nobody}"), ("DELETE", $"/api/sla-policies/{Nobody}"),
        ("DELETE", $"/api/business-hours/{Nobody}"), ("DELETE", $"/api/api-tokens/{Nobody}"), ("POST", $"/api/contacts/{Nobody}/revoke-tokens"),
        ("GET", $"/api/contacts/{Nobody}"), ("GET", $"/api/conversations/{Nobody}"), ("DELETE", $"/api/conversations/{Nobody}/tags?tag=a"),
    ];

    [Fact]
    public void Every_call_that_reads_a_body_has_a_line()
    {
        // Customers' calls: HttpInputTests. A photo and a calendar are no JSON: AccountTests, BusinessHours.
        string[] elsewhere = ["POST /api/widget/session", "POST /api/widget/session/end", "PUT /api/auth/photo", "POST /api/business-hours/{id:guid}/import-holidays"];
        var mapped = room.Host.Services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<IAcceptsMetadata>() is not null)
            .SelectMany(endpoint => endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods.Select(method => $"{method} /{endpoint.RoutePattern.RawText!.Trim('/')}"));
        var listed = Calls.Select(call => $"{call.Data.Item1} {call.Data.Item2.Replace(Nobody, "{id:guid}", StringComparison.Ordinal)}");

        Assert.Equal(mapped.Except(elsewhere).Order(StringComparer.Ordinal), listed.Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(CallsById))]
    public async Task What_does_not_exist_is_not_found(string method, string path)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        using var response = await room.Admin.Http.SendAsync(request, TestContext.Current.CancellationToken).Soon(path);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Contains("\"code\":\"not_found\"", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task A_body_that_is_too_large_is_refused_before_it_is_read(string method, string path)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = new StringContent("{\"name\":\"" + new string('x', 3_000_000) + "\"}", Encoding.UTF8, "application/json") };
        // Otherwise the refusal may overtake the body, and the connection breaks under it.
        request.Headers.ExpectContinue = true;
        using var response = await room.Admin.Http.SendAsync(request, TestContext.Current.CancellationToken).Soon(path);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
    }

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
            // Each field of one's own profile is optional: a body that names none of them is none that is bad.
            if (path == "/api/auth/me" && body.StartsWith("{\"weekly\"", StringComparison.Ordinal))
            {
                continue;
            }

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
