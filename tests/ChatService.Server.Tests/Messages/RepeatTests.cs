using ChatService.Contracts;
using ChatService.Testing;

namespace ChatService.Server.Tests.Messages;

/// <summary>An answer that was lost leaves a client not knowing: whatever it sends again does no harm.</summary>
public sealed class RepeatTests(ChatRoom room) : IClassFixture<ChatRoom>
{
    [Fact]
    public async Task Close_again_is_the_same_close()
    {
        await using var visitor = await room.TakenAsync();

        var first = await CallAsync<StateAnswer>("Close", new { conversationId = visitor.ConversationId, resolution = "spam" });
        await AssertSameAsync(visitor, async () => Assert.Equal(first, await CallAsync<StateAnswer>("Close", new { conversationId = visitor.ConversationId, resolution = "resolved" })));

        Assert.Equal("spam", (await room.Agent.ResumeAsync(visitor.ConversationId, 0)).Conversation.Resolution);
    }

    [Fact]
    public async Task Close_again_with_its_id_does_not_close_what_the_customer_has_opened_since()
    {
        await using var visitor = await room.TakenAsync();
        var close = new { conversationId = visitor.ConversationId, clientMessageId = Guid.NewGuid() };
        await CallAsync<StateAnswer>("Close", close);
        await visitor.SendAsync("One more thing");

        await AssertSameAsync(visitor, () => CallAsync<StateAnswer>("Close", close));

        Assert.NotEqual("closed", (await visitor.ResumeAsync(0)).State);
    }

    [Fact]
    public async Task An_answer_sent_again_after_the_conversation_was_closed_is_the_one_that_is_stored()
    {
        await using var visitor = await room.TakenAsync();
        var id = Guid.NewGuid();
        var first = await room.Agent.SendAsync(visitor.ConversationId, "That is done", id);
        await CallAsync<StateAnswer>("Close", new { conversationId = visitor.ConversationId });

        await AssertSameAsync(visitor, async () => Assert.Equal(first with { Duplicate = true }, await room.Agent.SendAsync(visitor.ConversationId, "That is done", id)));

        Assert.Equal("conversation_closed", await room.Agent.SendAsync(visitor.ConversationId, "Another").RefusalAsync());
    }

    [Fact]
    public async Task An_answer_sent_again_by_an_agent_who_sees_the_conversation_no_more_is_the_one_that_is_stored()
    {
        await using var visitor = await room.TakenAsync();
        var email = $"bea-{Guid.NewGuid():N}@example.com";
        var (elsewhere, _) = await room.Admin.OpenInboxAsync($"in-{Guid.NewGuid():N}");
        var bea = await room.Admin.HireAsync(email, inboxIds: elsewhere);
        await using var desk = await AgentClient.LogInAsync(room.Host.Url, email, Staff.Password);
        await desk.StatusAsync("available");
        await CallAsync<StateAnswer>("Transfer", new { conversationId = visitor.ConversationId, agentId = bea });
        var id = Guid.NewGuid();
        var first = await desk.SendAsync(visitor.ConversationId, "I look into it", id);
        await room.Admin.CallAsync<ConversationAnswer>("Take", new { conversationId = visitor.ConversationId });

        Assert.Equal(first with { Duplicate = true }, await desk.SendAsync(visitor.ConversationId, "I look into it", id));

        Assert.Equal("not_found", await desk.SendAsync(visitor.ConversationId, "Another").RefusalAsync());
        Assert.Single((await visitor.ResumeAsync(0)).Messages, m => m.ClientMessageId == id);
    }

    [Fact]
    public async Task Transfer_to_an_agent_again_leaves_one_line_and_one_note()
    {
        await using var visitor = await room.TakenAsync();
        var email = $"bob-{Guid.NewGuid():N}@example.com";
        var bob = await room.Admin.HireAsync(email);
        await using var desk = await AgentClient.LogInAsync(room.Host.Url, email, Staff.Password);
        await desk.StatusAsync("available");
        var transfer = new { conversationId = visitor.ConversationId, agentId = bob, note = "Knows the matter" };

        var first = await CallAsync<StateAnswer>("Transfer", transfer);
        await AssertSameAsync(visitor, async () => Assert.Equal(first, await CallAsync<StateAnswer>("Transfer", transfer)));

        Assert.Single(await ChatRoom.TranscriptAsync(room.Agent, visitor.ConversationId), m => m.Kind == "note");
    }

    [Fact]
    public async Task Transfer_to_a_team_again_with_its_id_takes_it_away_from_nobody()
    {
        await using var visitor = await room.TakenAsync();
        var team = (await room.Admin.PostAsync<Made>("/api/teams", new { name = $"Team {Guid.NewGuid():N}" })).Id;
        var transfer = new { conversationId = visitor.ConversationId, teamId = team, clientMessageId = Guid.NewGuid() };
        await CallAsync<StateAnswer>("Transfer", transfer);
        await AssertSameAsync(visitor, () => CallAsync<StateAnswer>("Transfer", new { conversationId = visitor.ConversationId, teamId = team }));
        await room.Admin.CallAsync<ConversationAnswer>("Take", new { conversationId = visitor.ConversationId });

        await AssertSameAsync(visitor, () => CallAsync<StateAnswer>("Transfer", transfer));

        Assert.Equal("active", (await visitor.ResumeAsync(0)).State);
    }

    [Fact]
    public async Task Priority_take_and_end_again_change_nothing()
    {
        await using var visitor = await room.TakenAsync();
        var (one, priority) = (new { conversationId = visitor.ConversationId }, new { conversationId = visitor.ConversationId, priority = "P1" });
        await CallAsync<PriorityAnswer>("SetPriority", priority);

        await AssertSameAsync(visitor, () => CallAsync<PriorityAnswer>("SetPriority", priority));
        await AssertSameAsync(visitor, () => CallAsync<ConversationAnswer>("Take", one));
        var ended = await visitor.CallAsync<StateAnswer>("EndConversation", one);
        await AssertSameAsync(visitor, async () => Assert.Equal(ended, await visitor.CallAsync<StateAnswer>("EndConversation", one)));
        await CallAsync<StateAnswer>("FinishWrapUp", one);
        await AssertSameAsync(visitor, () => CallAsync<StateAnswer>("FinishWrapUp", one));
    }

    [Fact]
    public async Task A_call_back_asked_for_again_is_one_line_and_one_note()
    {
        await using var visitor = await room.TakenAsync();
        var wish = new { conversationId = visitor.ConversationId, phone = "+49 30 1234", note = "After six", clientMessageId = Guid.NewGuid() };
        await visitor.CallAsync<Empty>("RequestCallback", wish);

        await AssertSameAsync(visitor, () => visitor.CallAsync<Empty>("RequestCallback", wish));

        var transcript = await ChatRoom.TranscriptAsync(visitor);
        Assert.Single(transcript, m => m.Event?.Type == "callback_requested");
        Assert.Single(transcript, m => m.Text == "After six");
    }

    private sealed record Made(Guid Id);

    private Task<T> CallAsync<T>(string method, object request) => room.Agent.CallAsync<T>(method, request);

    private async Task AssertSameAsync(VisitorClient visitor, Func<Task> repeated)
    {
        var before = (await room.Agent.ResumeAsync(visitor.ConversationId, 0)).Conversation;
        await repeated();
        var after = (await room.Agent.ResumeAsync(visitor.ConversationId, 0)).Conversation;
        Assert.Equal((before.Version, before.LastSeq, before.State, before.Assignee), (after.Version, after.LastSeq, after.State, after.Assignee));
    }
}
