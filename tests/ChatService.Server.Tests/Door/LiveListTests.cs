using System.Net;
using System.Text.Json;
using ChatService.Contracts;
using ChatService.Server.Tests.Messages;
using ChatService.Testing;

namespace ChatService.Server.Tests.Door;

/// <summary>Lists that say how things are now, so that clients need not assume.</summary>
public sealed class LiveListTests(ChatRoom room) : IClassFixture<ChatRoom>
{
    [Fact]
    public async Task The_list_of_agents_says_what_each_does_and_how_much_it_holds()
    {
        await using var agent = await room.Host.HireAsync(room.Admin, "busy@example.com", "supervisor", capacity: 3);
        await agent.StatusAsync("away");
        await using var visitor = await room.Host.VisitorAsync();
        await visitor.StartAsync("Hello");
        await agent.CallAsync<ConversationAnswer>("Take", new { conversationId = visitor.ConversationId });

        var busy = await FindAsync("/api/agents", "email", "busy@example.com");

        Assert.Equal(("away", "on_contact", 1, 3), (Text(busy, "status"), Text(busy, "activity"), busy.GetProperty("usedSlots").GetInt32(), busy.GetProperty("capacity").GetInt32()));

        await agent.CallAsync<StateAnswer>("Close", new { conversationId = visitor.ConversationId });
        await agent.CallAsync<StateAnswer>("FinishWrapUp", new { conversationId = visitor.ConversationId });
        Assert.Equal(0, (await FindAsync("/api/agents", "email", "busy@example.com")).GetProperty("usedSlots").GetInt32());
    }

    [Fact]
    public async Task An_inbox_says_what_it_promises_and_its_sessions_say_the_same()
    {
        var (id, _) = await room.Admin.OpenInboxAsync("promising");
        var before = (await FindAsync("/api/inboxes", "key", "promising")).GetProperty("answersWithinSeconds").GetInt32();
        var reply = new { P0 = 20, P1 = 20, P2 = 45, P3 = (int?)null };
        var none = new { P0 = (int?)null, P1 = (int?)null, P2 = (int?)null, P3 = (int?)null };

        var made = await room.Admin.StatusAsync(
            HttpMethod.Post, "/api/sla-policies",
            new { name = "Calm", inboxId = id, targets = new { firstResponse = reply, nextResponse = reply, resolution = none }, steps = Array.Empty<object>(), breachActions = Array.Empty<string>() });

        Assert.Equal((HttpStatusCode.OK, 30), (made, before));
        Assert.Equal(45, (await FindAsync("/api/inboxes", "key", "promising")).GetProperty("answersWithinSeconds").GetInt32());
        await using var visitor = await VisitorClient.OpenAsync(room.Host.Http, inboxKey: "promising");
        Assert.Equal(45, visitor.Session.Inbox.AnswersWithinSeconds);
    }

    private static string? Text(JsonElement item, string name) => item.GetProperty(name).GetString();

    private async Task<JsonElement> FindAsync(string path, string name, string value) =>
        (await room.Admin.GetAsync<JsonElement>(path)).GetProperty("items").EnumerateArray().Single(i => Text(i, name) == value);
}
