using ChatService.Contracts;
using ChatService.Testing;

namespace ChatService.Server.Tests.Messages;

/// <summary>What is said at the end, and who may read it.</summary>
public sealed class RatingTests(ChatRoom room) : IClassFixture<ChatRoom>
{
    [Fact]
    public async Task A_rating_is_a_line_for_agents_and_leaves_no_trace_in_the_visitors_numbers()
    {
        await using var visitor = await ClosedAsync("resolved");
        var before = await ChatRoom.TranscriptAsync(visitor);

        await RateAsync(visitor, 4, "Quick");

        var line = (await ChatRoom.TranscriptAsync(room.Agent, visitor.ConversationId))[^1];
        Assert.Equal(("rated", "event", "system"), (line.Event!.Type, line.Kind, line.Sender.Kind));
        Assert.Equal(new Dictionary<string, string> { ["score"] = "4", ["comment"] = "Quick" }, line.Event.Data);
        await room.Agent.Messages.First(m => m.ConversationId == visitor.ConversationId && m.Event?.Type == "rated");
        Assert.Equal(before.Select(m => m.MessageId), (await ChatRoom.TranscriptAsync(visitor)).Select(m => m.MessageId));
        Assert.Equal(4, (await visitor.ResumeAsync(0)).Conversation.Rating);
    }

    [Fact]
    public async Task The_same_rating_again_is_one_line_and_another_one_takes_its_place()
    {
        await using var visitor = await ClosedAsync("resolved");

        await RateAsync(visitor, 2);
        await RateAsync(visitor, 2);
        await RateAsync(visitor, 5, "Sorry, I meant five");
        await RateAsync(visitor, 5, "Sorry, I meant five");

        var lines = (await ChatRoom.TranscriptAsync(room.Agent, visitor.ConversationId)).Where(m => m.Event?.Type == "rated").ToList();
        Assert.Equal(["2", "5"], lines.Select(l => l.Event!.Data["score"]));
        Assert.False(lines[0].Event!.Data.ContainsKey("comment"));
        Assert.Equal(5, (await room.Agent.ResumeAsync(visitor.ConversationId, 0)).Conversation.Rating);
    }

    [Fact]
    public async Task Whether_it_was_solved_is_kept_apart_from_the_score_and_neither_overwrites_the_other()
    {
        await using var visitor = await ClosedAsync("resolved");

        await RateAsync(visitor, new { conversationId = visitor.ConversationId, solved = false });
        var first = (await visitor.ResumeAsync(0)).Conversation;
        await RateAsync(visitor, 4);
        await RateAsync(visitor, new { conversationId = visitor.ConversationId, solved = true });

        var (seen, row) = ((await visitor.ResumeAsync(0)).Conversation, (await room.Agent.ResumeAsync(visitor.ConversationId, 0)).Conversation);
        var lines = (await ChatRoom.TranscriptAsync(room.Agent, visitor.ConversationId)).Where(m => m.Event?.Type == "rated").Select(m => m.Event!.Data).ToList();
        Assert.Equal((null, false), (first.Rating, first.Solved));
        Assert.Equal((4, true), (seen.Rating, seen.Solved));
        Assert.Equal((4, true), (row.Rating, row.Solved));
        Assert.Equal(new Dictionary<string, string> { ["solved"] = "no" }, lines[0]);
        Assert.Equal(new Dictionary<string, string> { ["score"] = "4", ["solved"] = "no" }, lines[1]);
        Assert.Equal(new Dictionary<string, string> { ["score"] = "4", ["solved"] = "yes" }, lines[2]);
    }

    [Fact]
    public async Task A_rating_that_says_nothing_is_refused_and_changes_nothing()
    {
        await using var visitor = await ClosedAsync("resolved");

        Assert.Equal("invalid_argument", await RateAsync(visitor, new { conversationId = visitor.ConversationId, comment = "?" }).RefusalAsync());
        Assert.DoesNotContain(await ChatRoom.TranscriptAsync(room.Agent, visitor.ConversationId), m => m.Event?.Type == "rated");
    }

    [Fact]
    public async Task How_an_agent_judged_it_is_for_agents_and_never_for_the_visitor()
    {
        await using var visitor = await ClosedAsync("spam");

        var pushed = await visitor.Messages.First(m => m.Event?.Type == "closed");
        var changed = await visitor.Changes.First(c => c.State == "closed");
        var resumed = await visitor.ResumeAsync(0);
        await using var tab = await room.Host.VisitorAsync(visitor.Session.VisitorToken);
        var seen = resumed.Messages.Single(m => m.Event?.Type == "closed");
        var known = (await ChatRoom.TranscriptAsync(room.Agent, visitor.ConversationId)).Single(m => m.Event?.Type == "closed");

        Assert.Equal(["by"], pushed.Event!.Data.Keys);
        Assert.Equal(["by"], seen.Event!.Data.Keys);
        Assert.Equal((null, null, null), (changed.Resolution, resumed.Conversation.Resolution, tab.Session.Conversation!.Resolution));
        Assert.Equal(("agent", "spam"), (known.Event!.Data["by"], known.Event.Data["resolution"]));
    }

    [Fact]
    public async Task A_visitor_who_ended_it_may_know_that()
    {
        await using var visitor = await room.TakenAsync();
        await visitor.CallAsync<StateAnswer>("EndConversation", new { conversationId = visitor.ConversationId });

        Assert.Equal("ended_by_customer", (await visitor.ResumeAsync(0)).Conversation.Resolution);
    }

    private static Task<Empty> RateAsync(VisitorClient visitor, int score, string? comment = null) =>
        visitor.CallAsync<Empty>("Rate", new { conversationId = visitor.ConversationId, score, comment });

    private static Task<Empty> RateAsync(VisitorClient visitor, object judgement) => visitor.CallAsync<Empty>("Rate", judgement);

    private async Task<VisitorClient> ClosedAsync(string resolution)
    {
        var visitor = await room.TakenAsync();
        await room.Agent.CallAsync<StateAnswer>("Close", new { conversationId = visitor.ConversationId, resolution });
        return visitor;
    }
}
