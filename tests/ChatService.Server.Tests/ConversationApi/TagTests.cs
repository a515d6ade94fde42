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
    public async Task Only_an_admin_renames_and_removes()
    {
        Assert.Equal(HttpStatusCode.Forbidden, await room.Agent.StatusAsync(HttpMethod.Post, "/api/tags/rename", new { name = "a", to = "b" }));
        Assert.Equal(HttpStatusCode.Forbidden, await room.Agent.StatusAsync(HttpMethod.Delete, "/api/tags?name=a"));
        Assert.Equal(HttpStatusCode.BadRequest, await room.Admin.StatusAsync(HttpMethod.Post, "/api/tags/rename", new { name = "a", to = "" }));
    }

    private static async Task AddAsync(AgentClient agent, string path, string tag) =>
        Assert.Equal(HttpStatusCode.OK, await agent.StatusAsync(HttpMethod.Post, path, new { tag }));

    private async Task<int> CountAsync(string name) => (await room.Agent.GetAsync<JsonElement>("/api/tags")).GetProperty("items").EnumerateArray()
        .Where(t => t.GetProperty("name").GetString() == name).Select(t => t.GetProperty("count").GetInt32()).SingleOrDefault();

    private async Task<ConversationRow> RowAsync(VisitorClient visitor) => (await room.Admin.ResumeAsync(visitor.ConversationId, 0)).Conversation;
}
