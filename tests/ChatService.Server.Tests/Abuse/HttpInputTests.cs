using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using ChatService.Server.Tests.Messages;
using ChatService.Testing;

namespace ChatService.Server.Tests.Abuse;

/// <summary>Bad bodies get a problem with a code, never a 500, and say nothing of what is inside the server.</summary>
public sealed class HttpInputTests(ChatRoom room) : IClassFixture<ChatRoom>
{
    public static TheoryData<string, string, string> Bodies
    {
        get
        {
            var bodies = new TheoryData<string, string, string>();
            foreach (var path in new[] { "/api/widget/session", "/api/auth/login" })
            {
                bodies.Add(path, "nothing", "");
                bodies.Add(path, "null", "null");
                bodies.Add(path, "a list", "[]");
                bodies.Add(path, "half an object", "{\"inboxKey\":\"de");
                bodies.Add(path, "wrong types", "{\"inboxKey\":{},\"email\":5,\"password\":[]}");
                bodies.Add(path, "deep nesting", "{\"inboxKey\":" + new string('[', 500) + new string(']', 500) + "}");
                bodies.Add(path, "a lone surrogate", "{\"inboxKey\":\"\\ud800\",\"email\":\"\\ud800\",\"password\":\"x\"}");
                bodies.Add(path, "a NUL", "{\"inboxKey\":\"a\\u0000\",\"email\":\"a\\u0000@b\",\"password\":\"\\u0000\"}");
                bodies.Add(path, "a long value", "{\"inboxKey\":\"" + new string('x', 100_000) + "\",\"email\":\"" + new string('x', 100_000) + "\",\"password\":\"x\"}");
                bodies.Add(path, "half a megabyte", "{\"inboxKey\":\"" + new string('x', 500_000) + "\"}");
            }

            return bodies;
        }
    }

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task A_bad_body_is_a_problem_with_a_code(string path, string what, string body)
    {
        using var response = await PostAsync(path, new StringContent(body, Encoding.UTF8, "application/json"));

        await AssertProblemAsync(response, what);
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("multipart/form-data; boundary=x")]
    public async Task A_body_of_another_kind_is_a_problem_with_a_code(string kind)
    {
        var content = new StringContent("{\"inboxKey\":\"demo\"}");
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(kind);

        using var response = await PostAsync("/api/widget/session", content);

        await AssertProblemAsync(response, kind);
    }

    [Fact]
    public async Task Invalid_utf8_is_a_problem_with_a_code()
    {
        var content = new ByteArrayContent([.. "{\"inboxKey\":\""u8, 0xFF, 0xC3, 0x28, .. "\"}"u8]);
        content.Headers.ContentType = new("application/json");

        using var response = await PostAsync("/api/widget/session", content);

        await AssertProblemAsync(response, "invalid UTF-8");
    }

    [Theory]
    [InlineData("/api/conversations?view=nonsense")]
    [InlineData("/api/conversations?limit=0")]
    [InlineData("/api/conversations?limit=x")]
    [InlineData("/api/conversations?cursor=%00%FF")]
    [InlineData("/api/conversations/not-an-id")]
    [InlineData("/api/conversations/00000000-0000-0000-0000-000000000000/messages?afterSeq=-5")]
    [InlineData("/api/reports/service-level?from=yesterday&to=never")]
    [InlineData("/api/audit?cursor=%27%20OR%201%3D1")]
    [InlineData("/api/no-such-thing")]
    public async Task A_bad_address_is_a_problem_with_a_code(string path)
    {
        using var response = await room.Admin.Http.GetAsync(path, TestContext.Current.CancellationToken).Soon();

        await AssertProblemAsync(response, path);
    }

    [Theory]
    [InlineData("\"")]
    [InlineData("a AND NOT b OR (")]
    [InlineData("'; DROP TABLE message; --")]
    [InlineData("*")]
    [InlineData("\u202Eabc")]
    public async Task Whatever_is_searched_for_is_an_answer(string words)
    {
        using var response = await room.Admin.Http.GetAsync("/api/search?q=" + Uri.EscapeDataString(words), TestContext.Current.CancellationToken).Soon();

        Assert.True((int)response.StatusCode < 500, $"{words}: {(int)response.StatusCode}");
    }

    private async Task<HttpResponseMessage> PostAsync(string path, HttpContent content)
    {
        using (content)
        {
            return await room.Host.Http.PostAsync(new Uri(path, UriKind.Relative), content, TestContext.Current.CancellationToken).Soon(path);
        }
    }

    private static async Task AssertProblemAsync(HttpResponseMessage response, string what)
    {
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True((int)response.StatusCode is >= 400 and < 500, $"{what}: {(int)response.StatusCode} {text}");
        Assert.True(response.Content.Headers.ContentType?.MediaType == "application/problem+json", $"{what}: {(int)response.StatusCode} {response.Content.Headers.ContentType} {text}");
        using var problem = JsonDocument.Parse(text);
        Assert.Matches("^[a-z_]+$", problem.RootElement.GetProperty("code").GetString()!);
        foreach (var leak in new[] { "   at ", "Exception", "SELECT", "Microsoft.", "System.", "/home/", ".cs:line" })
        {
            Assert.DoesNotContain(leak, text, StringComparison.Ordinal);
        }
    }
}
