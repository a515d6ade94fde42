using System.Net;
using System.Text.Json;
using ChatService.Contracts;
using ChatService.Server.Tests.Messages;
using ChatService.Testing;

namespace ChatService.Server.Tests.ConversationApi;

/// <summary>Tags: two agents at once keep both changes, and the list of tags in use follows.</summary>
public sealed class TagTests(ChatRoom room) : IClassFixture<ChatRoom>
{
    [Fact]
    public async Task Two_agents_who_add_and_remove_at_once_keep_both_changes()
    {
        await using var visitor = await room.TakenAsync();
        var path = $"/api/conversations/{visitor.ConversationId}/tags";
        await AddAsync(room.Agent, path, "old");

        await Task.WhenAll(
            AddAsync(room.Agent, path, "vip"), AddAsync(room.Admin, path, "refund"), room.Admin.StatusAsync(HttpMethod.Delete, $"{path}?tag=old"));

        Assert.Equal(["refund", "vip"], (await RowAsync(visitor)).Tags.Order());
    }

    [Fact]
    public async Task Adding_and_removing_again_changes_nothing()
    {
        await using var visitor = await room.TakenAsync();
        var path = $"/api/conversations/{visitor.ConversationId}/tags";
        await AddAsync(room.Agent, path, "vip");
        var version = (await RowAsync(visitor)).Version;

        await AddAsync(room.Agent, path, "VIP");
        Assert.Equal(HttpStatusCode.OK, await room.Agent.StatusAsync(HttpMethod.Delete, $"{path}?tag=never"));

        Assert.Equal(version, (await RowAsync(visitor)).Version);
        Assert.Equal(["vip"], (await RowAsync(visitor)).Tags);
    }

    [Fact]
    public async Task A_bad_tag_and_one_too_many_are_refused()
    {
        await using var visitor = await room.TakenAsync();
        var path = $"/api/conversations/{visitor.ConversationId}/tags";
        Assert.Equal(HttpStatusCode.BadRequest, await room.Agent.StatusAsync(HttpMethod.Post, path, new { tag = " " }));
        Assert.Equal(HttpStatusCode.BadRequest, await room.Agent.StatusAsync(HttpMethod.Post, path, new { tag = new string('x', 41) }));
        await room.Agent.StatusAsync(HttpMethod.Put, path, new { tags = Enumerable.Range(0, 20).Select(i => $"t{i}") });

        Assert.Equal(HttpStatusCode.BadRequest, await room.Agent.StatusAsync(HttpMethod.Post, path, new { tag = "one more" }));
        Assert.Equal(20, (await RowAsync(visitor)).Tags.Count);
    }

    [Fact]
    public async Task The_list_counts_conversations_and_a_rename_to_a_name_in_use_merges()
    {
        var (from, to) = ($"ref-{Guid.NewGuid():N}"[..20], $"refund-{Guid.NewGuid():N}"[..20]);
        await using var both = await room.TakenAsync();
        await using var one = await room.TakenAsync();
        await AddAsync(room.Agent, $"/api/conversations/{both.ConversationId}/tags", from);
        await AddAsync(room.Agent, $"/api/conversations/{both.ConversationId}/tags", to);
        await AddAsync(room.Agent, $"/api/conversations/{one.ConversationId}/tags", from);
        Assert.Equal((2, 1), (await CountAsync(from), await CountAsync(to)));

        var changed = await room.Admin.PostAsync<JsonElement>("/api/tags/rename", new { name = from, to });

        Assert.Equal((2, 0), (changed.GetProperty("changed").GetInt32(), changed.GetProperty("remaining").GetInt32()));
        Assert.Equal((0, 2), (await CountAsync(from), await CountAsync(to)));
        Assert.Equal([to], (await RowAsync(both)).Tags);
    }

    [Fact]
    public async Task A_removed_tag_leaves_every_conversation()
    {
        var name = $"gone-{Guid.NewGuid():N}"[..20];
        await using var visitor = await room.TakenAsync();
        await AddAsync(room.Agent, $"/api/conversations/{visitor.ConversationId}/tags", name);

        Assert.Equal(HttpStatusCode.OK, await room.Admin.StatusAsync(HttpMethod.Delete, $"/api/tags?name={name}"));

        Assert.Equal(0, await CountAsync(name));
        Assert.Empty((await RowAsync(visitor)).Tags);
    }

    [Fact]
    public async Task A_rule_follows_a_renamed_tag_and_keeps_it_from_being_removed()
    {
        var (from, to) = ($"ref-{Guid.NewGuid():N}"[..20], $"refund-{Guid.NewGuid():N}"[..20]);
        var rule = await room.Admin.PostAsync<JsonElement>("/api/auto-replies", Rule(from, "other", to));
        await using var visitor = await room.TakenAsync();
        await AddAsync(room.Agent, $"/api/conversations/{visitor.ConversationId}/tags", from);

        Assert.Equal([rule.GetProperty("id").GetGuid()], await RulesOfAsync(from.ToUpperInvariant()));
        var renamed = await room.Admin.PostAsync<JsonElement>("/api/tags/rename", new { name = from, to });
        await room.Admin.PostAsync<JsonElement>("/api/tags/rename", new { name = from, to });

        var stored = await RuleAsync(rule.GetProperty("id").GetGuid());
        Assert.Equal(1, renamed.GetProperty("changed").GetInt32());
        Assert.Equal([to, "other"], stored.GetProperty("actions").EnumerateArray().Select(action => action.GetProperty("value").GetString()));
        Assert.Equal(2, stored.GetProperty("version").GetInt32());
        Assert.Empty(await RulesOfAsync(from));
        Assert.Equal(HttpStatusCode.BadRequest, await room.Admin.StatusAsync(HttpMethod.Delete, $"/api/tags?name={to}"));
        Assert.Equal([to], (await RowAsync(visitor)).Tags);
        Assert.Equal(HttpStatusCode.OK, await room.Admin.StatusAsync(HttpMethod.Delete, $"/api/auto-replies/{stored.GetProperty("id").GetGuid()}"));
        Assert.Equal(HttpStatusCode.OK, await room.Admin.StatusAsync(HttpMethod.Delete, $"/api/tags?name={to}"));
        Assert.Empty((await RowAsync(visitor)).Tags);
    }

    [Theory]
    [InlineData("__proto__")]
    [InlineData("constructor")]
    [InlineData("prototype")]
    public async Task A_reserved_name_is_no_tag(string name)
    {
        await using var visitor = await room.TakenAsync();
        var path = $"/api/conversations/{visitor.ConversationId}/tags";

        Assert.Equal(HttpStatusCode.BadRequest, await room.Agent.StatusAsync(HttpMethod.Post, path, new { tag = name }));
        Assert.Equal(HttpStatusCode.BadRequest, await room.Agent.StatusAsync(HttpMethod.Put, path, new { tags = new[] { name } }));
        Assert.Equal(HttpStatusCode.BadRequest, await room.Admin.StatusAsync(HttpMethod.Post, "/api/tags/rename", new { name = "a", to = name }));
        Assert.Empty((await RowAsync(visitor)).Tags);
    }

    [Fact]
    public async Task Only_an_admin_renames_and_removes()
    {
        Assert.Equal(HttpStatusCode.Forbidden, await room.Agent.StatusAsync(HttpMethod.Post, "/api/tags/rename", new { name = "a", to = "b" }));
        Assert.Equal(HttpStatusCode.Forbidden, await room.Agent.StatusAsync(HttpMethod.Delete, "/api/tags?name=a"));
        Assert.Equal(HttpStatusCode.BadRequest, await room.Admin.StatusAsync(HttpMethod.Post, "/api/tags/rename", new { name = "a", to = "" }));
    }

    private static object Rule(params string[] tags) => new
    {
        name = "Tags", trigger = new { type = "closed" }, actions = tags.Select(value => new { type = "add_tag", value }),
    };

    private async Task<JsonElement> RuleAsync(Guid id) => (await room.Admin.GetAsync<JsonElement>("/api/auto-replies")).GetProperty("items").EnumerateArray()
        .Single(rule => rule.GetProperty("id").GetGuid() == id);

    private async Task<IReadOnlyList<Guid>> RulesOfAsync(string tag) =>
    [
        .. (await room.Admin.GetAsync<JsonElement>("/api/tags")).GetProperty("items").EnumerateArray()
            .Where(item => string.Equals(item.GetProperty("name").GetString(), tag, StringComparison.OrdinalIgnoreCase))
            .SelectMany(item => item.GetProperty("rules").EnumerateArray()).Select(rule => rule.GetProperty("id").GetGuid()),
    ];

    private static async Task AddAsync(AgentClient agent, string path, string tag) =>
        Assert.Equal(HttpStatusCode.OK, await agent.StatusAsync(HttpMethod.Post, path, new { tag }));

    private async Task<int> CountAsync(string name) => (await room.Agent.GetAsync<JsonElement>("/api/tags")).GetProperty("items").EnumerateArray()
        .Where(t => t.GetProperty("name").GetString() == name).Select(t => t.GetProperty("count").GetInt32()).SingleOrDefault();

    private async Task<ConversationRow> RowAsync(VisitorClient visitor) => (await room.Admin.ResumeAsync(visitor.ConversationId, 0)).Conversation;
}
