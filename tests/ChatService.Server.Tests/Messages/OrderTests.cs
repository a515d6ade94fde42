using ChatService.Contracts;
using ChatService.Testing;

namespace ChatService.Server.Tests.Messages;

/// <summary>P2: two audiences, each with its own numbers, 1..n.</summary>
public sealed class OrderTests(ChatRoom room) : IClassFixture<ChatRoom>
{
    private const int Each = 30;

    [Fact]
    public async Task Both_audiences_count_without_gap_while_messages_notes_and_events_interleave()
    {
        await using var visitor = await room.TakenAsync();
        await InterleaveAsync(visitor);

        var shown = await ChatRoom.TranscriptAsync(visitor);
        var all = await ChatRoom.TranscriptAsync(room.Agent, visitor.ConversationId);

        ChatRoom.AssertWithoutGap(shown);
        ChatRoom.AssertWithoutGap(all);
        Assert.Equal(Each, all.Count(m => m.Kind == "note"));
        Assert.Contains(all, m => m.Event?.Type == "priority_changed");
        // The same order, and nothing that the customer may not see.
        Assert.Equal(all.Where(m => m.Kind != "note" && m.Event?.Type != "priority_changed").Select(m => m.MessageId), shown.Select(m => m.MessageId));
    }

    [Fact]
    public async Task What_a_live_visitor_hears_has_no_note_and_no_hole()
    {
        await using var visitor = await room.TakenAsync();
        await InterleaveAsync(visitor);
        var last = (await visitor.ResumeAsync(0)).LastSeq;

        await visitor.Messages.First(m => m.Seq == last);

        ChatRoom.AssertWithoutGap(ChatRoom.News(visitor.Messages.All, known: 0));
        Assert.DoesNotContain(visitor.Messages.All, m => m.Kind == "note" || m.Event?.Type == "priority_changed");
        Assert.DoesNotContain(visitor.Messages.All, m => m.Text.StartsWith("secret", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_a_live_agent_hears_is_in_order()
    {
        await using var visitor = await room.TakenAsync();
        var known = (await room.Agent.ResumeAsync(visitor.ConversationId, 0)).LastSeq;
        await InterleaveAsync(visitor);
        var last = (await room.Agent.ResumeAsync(visitor.ConversationId, 0)).LastSeq;

        await room.Agent.Messages.First(m => m.ConversationId == visitor.ConversationId && m.Seq == last);

        var heard = ChatRoom.News(room.Agent.Messages.All.Where(m => m.ConversationId == visitor.ConversationId), known);
        Assert.Equal(last, heard[^1].Seq);
        Assert.Equal(Each, heard.Count(m => m.Kind == "note"));
    }

    private async Task InterleaveAsync(VisitorClient visitor)
    {
        var id = visitor.ConversationId;
        var sends = Enumerable.Range(0, Each).SelectMany(i => new Func<Task>[]
        {
            () => visitor.SendAsync($"question {i}"),
            () => room.Agent.SendAsync(id, $"answer {i}"),
            () => room.Agent.CallAsync<SendMessageAck>("AddNote", new { conversationId = id, clientMessageId = Guid.NewGuid(), text = $"secret {i}" }),
            () => room.Agent.CallAsync<PriorityAnswer>("SetPriority", new { conversationId = id, priority = $"P{i % 4}" }),
        });
        await Task.WhenAll(sends.Select(send => send())).Soon();
    }
}
