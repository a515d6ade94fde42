using ChatService.Contracts;
using ChatService.Testing;

namespace ChatService.Server.Tests.Messages;

/// <summary>Read marks and typing: who hears what, in whose numbers.</summary>
public sealed class HintTests(ChatRoom room) : IClassFixture<ChatRoom>
{
    [Fact]
    public async Task An_agents_reading_reaches_the_visitor_in_public_numbers()
    {
        await using var visitor = await room.TakenAsync();
        await NoteAsync(visitor.ConversationId);
        await visitor.SendAsync("Please read this");
        var line = (await ChatRoom.TranscriptAsync(room.Agent, visitor.ConversationId)).Last(m => m.Sender.Kind == "visitor");
        var mine = (await ChatRoom.TranscriptAsync(visitor)).Single(m => m.MessageId == line.MessageId);

        await room.Agent.CallAsync<Empty>("MarkRead", new { conversationId = visitor.ConversationId, seq = line.Seq });

        var read = await visitor.Reads.First(r => r.Reader.Kind == "agent");
        Assert.True(mine.Seq < line.Seq, "The note must count for agents only.");
        Assert.Equal(mine.Seq, read.Seq);
        Assert.Equal(mine.Seq, (await visitor.ResumeAsync(0)).Conversation.AgentReadSeq);
    }

    [Fact]
    public async Task A_visitors_reading_reaches_the_agent_in_internal_numbers()
    {
        await using var visitor = await room.TakenAsync();
        await NoteAsync(visitor.ConversationId);
        var answer = await room.Agent.SendAsync(visitor.ConversationId, "Please read this");
        var mine = (await ChatRoom.TranscriptAsync(visitor)).Single(m => m.Text == "Please read this");

        await visitor.CallAsync<Empty>("MarkRead", new { conversationId = visitor.ConversationId, seq = mine.Seq });

        var read = await room.Agent.Reads.First(r => r.ConversationId == visitor.ConversationId && r.Reader.Kind == "visitor");
        Assert.True(mine.Seq < answer.Seq, "The note must count for agents only.");
        Assert.Equal(answer.Seq, read.Seq);
        Assert.Equal(answer.Seq, (await room.Agent.ResumeAsync(visitor.ConversationId, 0)).Conversation.VisitorReadSeq);
        Assert.Equal(mine.Seq, (await visitor.ResumeAsync(0)).Conversation.ReadSeq);
    }

    [Fact]
    public async Task A_read_mark_never_goes_back_nor_beyond_the_head()
    {
        await using var visitor = await room.TakenAsync();
        var head = (await visitor.ResumeAsync(0)).LastSeq;

        await MarkAsync(visitor, long.MaxValue);
        await MarkAsync(visitor, 1);

        Assert.Equal(head, (await visitor.ResumeAsync(0)).Conversation.ReadSeq);
        Assert.Equal("invalid_argument", await MarkAsync(visitor, -1).RefusalAsync());
    }

    [Fact]
    public async Task What_a_visitor_types_reaches_only_agents()
    {
        await using var visitor = await room.TakenAsync();
        await using var otherTab = await room.Host.VisitorAsync(visitor.Session.VisitorToken);
        await using var stranger = await room.TakenAsync();

        await visitor.CallAsync<Empty>("Typing", new { conversationId = visitor.ConversationId, preview = "I was thi" });

        var heard = await room.Agent.Typing.First(t => t.ConversationId == visitor.ConversationId);
        Assert.Equal(("visitor", true, "I was thi"), (heard.Sender.Kind, heard.Typing, heard.Preview));
        // Whatever was on its way before this message would have come before it.
        await room.Agent.SendAsync(visitor.ConversationId, "after");
        await otherTab.Messages.First(m => m.Text == "after");
        Assert.Empty(otherTab.Typing.All);
        Assert.Empty(visitor.Typing.All);
        Assert.Empty(stranger.Typing.All);
    }

    [Fact]
    public async Task A_visitor_hears_that_the_agent_types_and_not_what()
    {
        await using var visitor = await room.TakenAsync();

        await room.Agent.CallAsync<Empty>("Typing", new { conversationId = visitor.ConversationId, preview = "an unkind word" });

        var heard = await visitor.Typing.First(t => t.Typing);
        Assert.Equal(("agent", null), (heard.Sender.Kind, heard.Preview));
    }

    private Task<SendMessageAck> NoteAsync(Guid conversationId) =>
        room.Agent.CallAsync<SendMessageAck>("AddNote", new { conversationId, clientMessageId = Guid.NewGuid(), text = "Between us" });

    private static Task<Empty> MarkAsync(VisitorClient visitor, long seq) =>
        visitor.CallAsync<Empty>("MarkRead", new { conversationId = visitor.ConversationId, seq });
}
