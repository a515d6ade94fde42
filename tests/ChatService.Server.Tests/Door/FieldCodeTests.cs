using System.Net.Http.Json;
using System.Text.Json;
using ChatService.Contracts;
using ChatService.Domain.AutoReplies;
using ChatService.Server.Platform.Errors;
using ChatService.Server.Tests.Messages;
using ChatService.Testing;

namespace ChatService.Server.Tests.Door;

/// <summary>Every complaint about a field has a code beside its sentence.</summary>
public sealed class FieldCodeTests(ChatRoom room) : IClassFixture<ChatRoom>
{
    public static TheoryData<string, object, string, string> Bodies => new()
    {
        { "/api/agents", new { name = "", email = "nobody", capacity = 0 }, "capacity", "out_of_range" },
        { "/api/agents", new { name = "A", email = ChatHost.AdminEmail }, "email", "taken" },
        { "/api/agents", new { name = "A", email = "a@example.com", password = "short" }, "password", "too_short" },
        { "/api/agents", new { name = "A", email = "a@example.com", teamIds = new[] { Guid.NewGuid() } }, "teamIds", "unknown_reference" },
        { "/api/teams", new { }, "name", "required" },
        { "/api/inboxes", new { key = "?", name = "A" }, "key", "bad_format" },
        { "/api/inboxes", new { key = "aa", name = "A", routing = new { mode = "magic" } }, "routing.mode", "unknown_value" },
        { "/api/business-hours", new { name = "", timeZone = "Mars/Olympus", weekly = Array.Empty<object>() }, "name", "required" },
        { "/api/sla-policies", new { name = "A" }, "targets", "required" },
        { "/api/auto-replies", new { name = "A", trigger = new { type = "sometimes" } }, "trigger.type", "unknown_value" },
        { "/api/auto-replies", new { name = "A", trigger = new { type = "waiting", seconds = 0 }, actions = new[] { new { type = "hand_to_bot" } } }, "actions[0].type", "unsupported" },
        { "/api/canned-replies", new { shortcut = "no slash", title = "A", texts = new { en = "Hello" } }, "shortcut", "bad_format" },
        { "/api/api-tokens", new { name = "A", role = "king" }, "role", "unknown_value" },
        { "/api/auth/password", new { current = "not the one", next = "a long enough one" }, "current", "mismatch" },
    };

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task Beside_the_text(string path, object body, string field, string code)
    {
        using var response = await room.Admin.Http.PostAsJsonAsync(path, body, TestContext.Current.CancellationToken).Soon(path);
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);

        Assert.Equal((400, "invalid_argument"), ((int)response.StatusCode, problem.GetProperty("code").GetString()));
        Assert.Contains(code, problem.GetProperty("errorCodes").GetProperty(field).EnumerateArray().Select(c => c.GetString()));
        Assert.Equal(Counts(problem.GetProperty("errors")), Counts(problem.GetProperty("errorCodes")));
    }

    [Fact]
    public async Task In_a_query_too()
    {
        var problem = await room.Admin.Http.GetAsync("/api/reports/service-level/conversations?cause=bad_luck&limit=0", TestContext.Current.CancellationToken).Soon();
        var codes = (await problem.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken)).GetProperty("errorCodes");

        Assert.Equal(("unknown_value", "out_of_range"), (codes.GetProperty("cause")[0].GetString(), codes.GetProperty("limit")[0].GetString()));
    }

    [Fact]
    public void Every_reason_of_the_domain_has_a_code_of_its_name() =>
        Assert.All(Enum.GetValues<RuleComplaintCode>(), reason => Assert.Equal(reason.ToString(), FieldCodes.Named(reason).ToString()));

    private static IEnumerable<(string Field, int Count)> Counts(JsonElement byField) => byField.EnumerateObject().Select(f => (f.Name, f.Value.GetArrayLength()));
}
