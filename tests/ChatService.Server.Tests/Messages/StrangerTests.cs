using System.Net;
using ChatService.Contracts;
using ChatService.Server.Platform.Http;
using ChatService.Testing;

namespace ChatService.Server.Tests.Messages;

/// <summary>P12: what is not yours does not exist for you.</summary>
public sealed class StrangerTests(ChatRoom room) : IClassFixture<ChatRoom>
{
    [Theory]
    [InlineData("SendMessage")]
    [InlineData("Resume")]
    [InlineData("Typing")]
    [InlineData("MarkRead")]
    [InlineData("EndConversation")]
    [InlineData("Rate")]
    [InlineData("RequestCallback")]
    public async Task Another_visitors_conversation_is_not_found(string method)
    {
        await using var owner = await room.TakenAsync();
        await using var stranger = await room.Host.VisitorAsync();
        await stranger.StartAsync("I am somebody else");
        var before = await owner.ResumeAsync(0);

        Assert.Equal("not_found", await stranger.CallAsync<object>(method, Everything(owner.ConversationId)).RefusalAsync());
        Assert.Equal("not_found", await stranger.CallAsync<object>(method, Everything(Guid.NewGuid())).RefusalAsync());

        var after = await owner.ResumeAsync(0);
        Assert.Equal((before.LastSeq, before.State), (after.LastSeq, after.State));
    }

    [Theory]
    [InlineData("SendMessage")]
    [InlineData("AddNote")]
    [InlineData("Resume")]
    [InlineData("Typing")]
    [InlineData("MarkRead")]
    [InlineData("Watch")]
    [InlineData("Take")]
    [InlineData("Transfer")]
    [InlineData("Close")]
    [InlineData("FinishWrapUp")]
    [InlineData("SetPriority")]
    public async Task A_conversation_of_an_inbox_that_an_agent_does_not_serve_is_not_found(string method)
    {
        await using var owner = await room.TakenAsync();
        await using var stranger = await StrangerAsync(method);
        var before = await room.Agent.ResumeAsync(owner.ConversationId, 0);

        Assert.Equal("not_found", await stranger.CallAsync<object>(method, Everything(owner.ConversationId)).RefusalAsync());

        var after = await room.Agent.ResumeAsync(owner.ConversationId, 0);
        Assert.Equal((before.LastSeq, before.State, before.Conversation.Version), (after.LastSeq, after.State, after.Conversation.Version));
        await owner.SendAsync("Nobody else hears this");
        await room.Agent.Messages.First(m => m.Text == "Nobody else hears this" && m.ConversationId == owner.ConversationId);
        Assert.DoesNotContain(stranger.Messages.All, m => m.ConversationId == owner.ConversationId);
    }

    [Theory]
    [InlineData("")]
    [InlineData("/messages")]
    [InlineData("/events")]
    [InlineData("/routing")]
    public async Task Nor_does_it_exist_over_http(string part)
    {
        await using var owner = await room.TakenAsync();
        await using var stranger = await StrangerAsync("http" + part.TrimStart('/'));
        var path = $"/api/conversations/{owner.ConversationId}";

        Assert.Equal(HttpStatusCode.NotFound, await stranger.StatusAsync(HttpMethod.Get, path + part));
        Assert.Equal(HttpStatusCode.NotFound, await stranger.StatusAsync(HttpMethod.Put, path + "/tags", new { tags = new[] { "mine" } }));
        Assert.Empty((await stranger.GetAsync<ListAnswer<ConversationRow>>("/api/conversations?view=all")).Items);
    }

    private async Task<AgentClient> StrangerAsync(string name)
    {
        var elsewhere = await room.Admin.OpenInboxAsync($"elsewhere-{name.ToLowerInvariant()}");
        return await room.Host.HireAsync(room.Admin, $"bob-{name.ToLowerInvariant()}@example.com", "agent", 4, elsewhere.Id);
    }

    // Every field that any of these methods needs; what a method does not know it ignores.
    private object Everything(Guid conversationId) => new
    {
        conversationId,
        clientMessageId = Guid.NewGuid(),
        text = "Not mine",
        afterSeq = 0,
        seq = 1,
        score = 5,
        email = "me@example.com",
        priority = "P0",
        agentId = room.Host.Services.GetService(typeof(Features.Agents.AgentDirectory)) is Features.Agents.AgentDirectory agents ? agents.Agents[0].Id : Guid.Empty,
    };
}
