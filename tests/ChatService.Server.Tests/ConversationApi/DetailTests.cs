using ChatService.Server.Features.Conversations;
using ChatService.Server.Tests.Desk;
using Microsoft.EntityFrameworkCore;

namespace ChatService.Server.Tests.ConversationApi;

public sealed class DetailTests
{
    [Fact]
    public async Task One_conversation_comes_with_its_contact_its_past_and_places_for_the_other_rooms()
    {
        await using var desk = await DeskHost.StartAsync();
        var (inbox, agent) = (await desk.InboxAsync(), await desk.AgentAsync());
        var visitor = DeskHost.Visitor(inbox, "zh-CN");
        var before = await desk.StartsAsync(visitor, "昨天的问题", "小王");
        await desk.TakesAsync(agent, before);
        await desk.ClosesAsync(agent, before);
        var now = await desk.StartsAsync(visitor, "今天的问题");

        var detail = (await desk.GetAsync(agent, $"/api/conversations/{now}")).Body;

        Assert.Equal(now, detail.GetProperty("conversation").GetProperty("conversationId").GetGuid());
        Assert.Equal("今天的问题", detail.GetProperty("conversation").GetProperty("lastMessage").GetProperty("text").GetString());
        var contact = detail.GetProperty("contact");
        Assert.Equal(
            ["attributes", "createdAt", "email", "externalId", "id", "lastSeenAt", "level", "locale", "name", "note", "pageAttributes", "phone", "presence", "verified", "version"],
            contact.EnumerateObject().Select(p => p.Name).Order());
        Assert.Equal("小王", contact.GetProperty("name").GetString());
        Assert.Equal([before], detail.GetProperty("earlier").EnumerateArray().Select(c => c.GetProperty("conversationId").GetGuid()));
        Assert.Equal(0, detail.GetProperty("sla").GetArrayLength());
        Assert.Equal(System.Text.Json.JsonValueKind.Null, detail.GetProperty("routing").ValueKind);
    }

    [Fact]
    public async Task Messages_come_in_internal_numbers_with_notes_and_only_after_the_asked_one()
    {
        await using var desk = await DeskHost.StartAsync();
        var (inbox, agent) = (await desk.InboxAsync(), await desk.AgentAsync());
        var visitor = DeskHost.Visitor(inbox);
        var id = await desk.StartsAsync(visitor, "One");
        await desk.NotesAsync(agent, id, "He is a regular");
        await desk.WritesAsync(visitor, id, "Three");

        var all = (await desk.GetAsync(agent, $"/api/conversations/{id}/messages")).Body;
        var after = (await desk.GetAsync(agent, $"/api/conversations/{id}/messages?afterSeq=1&limit=1")).Body;

        Assert.Equal([(1, "text"), (2, "note"), (3, "text")], all.GetProperty("messages").EnumerateArray().Select(m => (m.GetProperty("seq").GetInt32(), m.GetProperty("kind").GetString()!)));
        Assert.Equal(["He is a regular"], after.GetProperty("messages").EnumerateArray().Select(m => m.GetProperty("text").GetString()));
        Assert.Equal(3, after.GetProperty("lastSeq").GetInt32());
        Assert.Equal(400, (await desk.GetAsync(agent, $"/api/conversations/{id}/messages?afterSeq=-1")).Status);
        Assert.Equal(400, (await desk.GetAsync(agent, $"/api/conversations/{id}/messages?limit=201")).Status);
    }

    [Fact]
    public async Task The_event_log_tells_who_did_what_without_message_text()
    {
        await using var desk = await DeskHost.StartAsync();
        var (inbox, agent) = (await desk.InboxAsync(), await desk.AgentAsync());
        var id = await desk.StartsAsync(DeskHost.Visitor(inbox), "My card is 4111");
        await desk.PassesAsync(TimeSpan.FromSeconds(2));
        await desk.TakesAsync(agent, id);

        var log = await desk.GetAsync(agent, $"/api/conversations/{id}/events");

        var assigned = log.Items.Single(e => e.GetProperty("type").GetString() == "assigned");
        Assert.Equal(("agent", agent.Id), (assigned.GetProperty("actorKind").GetString(), assigned.GetProperty("actorId").GetGuid()));
        Assert.Equal("take", assigned.GetProperty("data").GetProperty("via").GetString());
        var at = log.Items.Select(e => e.GetProperty("at").GetDateTimeOffset()).ToList();
        Assert.Equal(at.Order(), at);
        Assert.DoesNotContain("4111", log.Body.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tags_are_replaced_cleaned_and_told()
    {
        await using var desk = await DeskHost.StartAsync();
        var agent = await desk.AgentAsync();
        var id = await desk.StartsAsync(DeskHost.Visitor(await desk.InboxAsync()), "Hello");

        var put = await desk.PutAsync(agent, $"/api/conversations/{id}/tags", new { tags = new[] { " vip ", "VIP", "退款" } });

        Assert.Equal(["vip", "退款"], put.Body.GetProperty("tags").EnumerateArray().Select(t => t.GetString()));
        Assert.Equal(["vip", "退款"], (await desk.ConversationAsync(id)).Tags);
        var told = await desk.Committed.NextAsync<TagsChanged>();
        Assert.Equal((id, agent.Id), (told.ConversationId, told.Actor.Id!.Value));
    }

    [Fact]
    public async Task Tags_have_limits()
    {
        await using var desk = await DeskHost.StartAsync();
        var agent = await desk.AgentAsync();
        var id = await desk.StartsAsync(DeskHost.Visitor(await desk.InboxAsync()), "Hello");
        var path = $"/api/conversations/{id}/tags";

        Assert.Equal(200, (await desk.PutAsync(agent, path, new { tags = Enumerable.Range(0, 20).Select(i => $"{i}".PadLeft(40, 'x')) })).Status);
        Assert.Equal(400, (await desk.PutAsync(agent, path, new { tags = Enumerable.Range(0, 21).Select(i => $"t{i}") })).Status);
        Assert.Equal(400, (await desk.PutAsync(agent, path, new { tags = new[] { new string('x', 41) } })).Status);
        Assert.Equal(400, (await desk.PutAsync(agent, path, new { tags = new[] { " " } })).Status);
        Assert.Equal(400, (await desk.PutAsync(agent, path, new { })).Status);
        Assert.Equal(20, (await desk.ConversationAsync(id)).Tags.Count);
    }

    [Fact]
    public async Task What_is_not_the_agents_is_not_found_in_any_way()
    {
        await using var desk = await DeskHost.StartAsync();
        var (a, b) = (await desk.InboxAsync("a"), await desk.InboxAsync("b"));
        var agent = await desk.AgentAsync(with: x => x.InboxIds = [a.Id]);
        var id = await desk.StartsAsync(DeskHost.Visitor(b), "Hello");

        foreach (var path in new[] { "", "/messages", "/events" })
        {
            var answer = await desk.GetAsync(agent, $"/api/conversations/{id}{path}");
            Assert.Equal((404, "not_found"), (answer.Status, answer.Code));
        }

        Assert.Equal(404, (await desk.PutAsync(agent, $"/api/conversations/{id}/tags", new { tags = new[] { "mine" } })).Status);
        Assert.Equal(0, await desk.ReadAsync(db => db.Set<LoggedEvent>().CountAsync(e => e.Type == "tags_changed")));
    }
}
