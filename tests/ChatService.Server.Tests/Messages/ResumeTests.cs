using System.Net;
using ChatService.Contracts;
using ChatService.Testing;

namespace ChatService.Server.Tests.Messages;

/// <summary>P4: by seq, in pages, never a silent hole.</summary>
public sealed class ResumeTests(ChatRoom room) : IClassFixture<ChatRoom>
{
    private sealed record Page(List<Message> Messages, long LastSeq);

    [Fact]
    public async Task A_long_transcript_comes_in_pages_of_two_hundred()
    {
        await using var visitor = await room.TakenAsync();
        await Task.WhenAll(Enumerable.Range(0, 450).Select(i => visitor.SendAsync($"line {i}")));

        var first = await visitor.ResumeAsync(0);
        var second = await visitor.ResumeAsync(200);
        var third = await visitor.ResumeAsync(400);

        Assert.Equal((200, 200), (first.Messages.Count, second.Messages.Count));
        Assert.Equal(first.LastSeq - 400, third.Messages.Count);
        ChatRoom.AssertWithoutGap([.. first.Messages, .. second.Messages, .. third.Messages]);
        Assert.Equal(200, (await room.Agent.ResumeAsync(visitor.ConversationId, 100)).Messages.Count);
    }

    [Fact]
    public async Task A_position_at_the_head_gets_nothing_and_one_ahead_of_it_is_told_to_begin_anew()
    {
        await using var visitor = await room.TakenAsync();
        var head = (await visitor.ResumeAsync(0)).LastSeq;

        var at = await visitor.ResumeAsync(head);
        var ahead = await visitor.ResumeAsync(head + 1);
        var far = await visitor.ResumeAsync(long.MaxValue);

        Assert.Equal((0, false), (at.Messages.Count, at.ResyncRequired));
        Assert.Equal((0, true, head), (ahead.Messages.Count, ahead.ResyncRequired, ahead.LastSeq));
        Assert.True(far.ResyncRequired);
        Assert.True((await room.Agent.ResumeAsync(visitor.ConversationId, 1_000_000)).ResyncRequired);
    }

    [Fact]
    public async Task A_negative_position_is_refused()
    {
        await using var visitor = await room.TakenAsync();

        Assert.Equal("invalid_argument", await visitor.ResumeAsync(-1).RefusalAsync());
        Assert.Equal("invalid_argument", await room.Agent.ResumeAsync(visitor.ConversationId, long.MinValue).RefusalAsync());
        Assert.Equal(HttpStatusCode.BadRequest, await room.Agent.StatusAsync(HttpMethod.Get, $"/api/conversations/{visitor.ConversationId}/messages?afterSeq=-1"));
    }

    [Fact]
    public async Task The_transcript_over_http_is_the_one_of_the_hub()
    {
        await using var visitor = await room.TakenAsync();
        await room.Agent.SendAsync(visitor.ConversationId, "An answer");

        var page = await room.Agent.GetAsync<Page>($"/api/conversations/{visitor.ConversationId}/messages?afterSeq=1&limit=2");
        var hub = await room.Agent.ResumeAsync(visitor.ConversationId, 1);

        Assert.Equal(hub.LastSeq, page.LastSeq);
        Assert.Equal(hub.Messages.Take(2).Select(m => (m.Seq, m.MessageId, m.Text)), page.Messages.Select(m => (m.Seq, m.MessageId, m.Text)));
    }

    [Fact]
    public async Task A_connection_that_was_away_gets_what_it_missed_once_and_in_order()
    {
        await using var visitor = await room.TakenAsync();
        var position = (await visitor.ResumeAsync(0)).LastSeq;
        await visitor.DisposeAsync();
        foreach (var i in Enumerable.Range(0, 5))
        {
            await room.Agent.SendAsync(visitor.ConversationId, $"missed {i}");
        }

        await using var back = await room.Host.VisitorAsync(visitor.Session.VisitorToken);
        var missed = await back.ResumeAsync(position, visitor.ConversationId);

        Assert.Equal(visitor.ConversationId, back.Session.Conversation!.ConversationId);
        Assert.Equal(Enumerable.Range(0, 5).Select(i => $"missed {i}"), missed.Messages.Where(m => m.Sender.Kind == "agent" && m.Kind == "text").Select(m => m.Text));
        Assert.Equal(Enumerable.Range(1, missed.Messages.Count).Select(i => position + i), missed.Messages.Select(m => m.Seq));
    }
}
