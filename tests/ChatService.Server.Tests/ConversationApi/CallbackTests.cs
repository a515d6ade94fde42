using System.Text.Json;
using ChatService.Server.Features.Agents;
using ChatService.Server.Features.Conversations;
using ChatService.Server.Tests.Desk;

namespace ChatService.Server.Tests.ConversationApi;

/// <summary>Whoever asked for a call-back is found, called, and ticked off with a name.</summary>
public sealed class CallbackTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task A_call_back_is_listed_until_it_is_done_with_a_note_and_a_name()
    {
        await using var desk = await DeskHost.StartAsync();
        var (inbox, mei) = (await desk.InboxAsync(), await desk.AgentAsync());
        var visitor = DeskHost.Visitor(inbox);
        var id = await desk.StartsAsync(visitor, "Please call me");
        await desk.StartsAsync(DeskHost.Visitor(inbox), "Hello");
        await AsksAsync(desk, visitor, id, "+41440000000");
        var askedAt = desk.Time.GetUtcNow();
        await desk.PassesAsync(60 * Second);

        var open = Assert.Single((await desk.GetAsync(mei, "/api/conversations?view=callbacks&callback=open")).Items);
        Assert.Equal((id, "+41440000000", askedAt), (Id(open), Callback(open, "phone").GetString(), Callback(open, "requestedAt").GetDateTimeOffset()));

        var done = await desk.PostAsync(mei, $"/api/conversations/{id}/callback-done", new { note = "Solved on the phone" });
        Assert.Equal(200, done.Status);
        Assert.Empty((await desk.GetAsync(mei, "/api/conversations?view=callbacks&callback=open")).Items);
        var row = Assert.Single((await desk.GetAsync(mei, "/api/conversations?view=callbacks")).Items);
        Assert.Equal("Mei", Callback(row, "doneBy").GetProperty("name").GetString());
        var lines = (await desk.GetAsync(mei, $"/api/conversations/{id}/messages")).Body.GetProperty("messages").EnumerateArray().ToList();
        Assert.Contains(lines, line => line.GetProperty("kind").GetString() == "note" && line.GetProperty("text").GetString() == "Solved on the phone");
        Assert.Equal(JsonValueKind.Null, row.GetProperty("awaitingSince").ValueKind);
    }

    [Fact]
    public async Task Done_twice_stays_with_who_did_it_first_and_another_number_is_another_call()
    {
        await using var desk = await DeskHost.StartAsync();
        var (inbox, mei, lin) = (await desk.InboxAsync(), await desk.AgentAsync(), await desk.AgentAsync("Lin"));
        var visitor = DeskHost.Visitor(inbox);
        var id = await desk.StartsAsync(visitor, "Please call me");
        Assert.Equal("conflict", (await desk.PostAsync(mei, $"/api/conversations/{id}/callback-done", new { })).Code);
        await AsksAsync(desk, visitor, id, "+41440000000");
        await desk.PostAsync(mei, $"/api/conversations/{id}/callback-done", new { });
        await desk.PassesAsync(10 * Second);
        Assert.Equal(200, (await desk.PostAsync(lin, $"/api/conversations/{id}/callback-done", new { })).Status);
        Assert.Equal("Mei", Callback(await RowAsync(desk, mei, id), "doneBy").GetProperty("name").GetString());
        await AsksAsync(desk, visitor, id, "+41441111111");
        Assert.Equal(JsonValueKind.Null, Callback(await RowAsync(desk, mei, id), "doneAt").ValueKind);
    }

    [Fact]
    public async Task A_call_back_of_a_conversation_that_one_may_not_see_is_not_found()
    {
        await using var desk = await DeskHost.StartAsync();
        var (a, b) = (await desk.InboxAsync("a"), await desk.InboxAsync("b"));
        var stranger = await desk.AgentAsync("Ann", with: x => x.InboxIds = [b.Id]);
        var visitor = DeskHost.Visitor(a);
        var id = await desk.StartsAsync(visitor, "Please call me");
        await AsksAsync(desk, visitor, id, "+41440000000");
        Assert.Equal(404, (await desk.PostAsync(stranger, $"/api/conversations/{id}/callback-done", new { })).Status);
        Assert.Empty((await desk.GetAsync(stranger, "/api/conversations?view=callbacks")).Items);
        Assert.Null((await desk.ReadAsync(db => db.FindAsync<Conversation>(id).AsTask()))!.CallbackDoneAt);
    }

    private static Task AsksAsync(DeskHost desk, VisitorCaller visitor, Guid id, string phone) =>
        desk.ChangeAsync(id, unit =>
        {
            (unit.Conversation.CallbackPhone, unit.Conversation.CallbackRequestedAt) = (phone, unit.Now);
            (unit.Conversation.CallbackDoneAt, unit.Conversation.CallbackDoneBy) = (null, null);
            unit.Raise(new CallbackRequested(Actor.Visitor(visitor.ContactId)));
        });

    private static async Task<JsonElement> RowAsync(DeskHost desk, Agent agent, Guid id) =>
        (await desk.GetAsync(agent, $"/api/conversations/{id}")).Body.GetProperty("conversation");

    private static Guid Id(JsonElement row) => row.GetProperty("conversationId").GetGuid();

    private static JsonElement Callback(JsonElement row, string name) => row.GetProperty("callback").GetProperty(name);
}
