using ChatService.Contracts;
using ChatService.Testing;

namespace ChatService.Server.Tests.Messages;

/// <summary>A note that names a colleague reaches the colleague, and stays on the row until it was seen.</summary>
public sealed class MentionTests(ChatRoom room) : IClassFixture<ChatRoom>
{
    [Fact]
    public async Task A_named_colleague_hears_of_the_note_and_the_row_keeps_it_until_it_was_seen()
    {
        await using var visitor = await room.TakenAsync();
        var (bea, id) = await HireAsync();
        await using var _ = bea;

        var ack = await NoteAsync(visitor, "@Bea please look", id, Guid.NewGuid());

        var heard = await bea.Mentions.First(m => m.ConversationId == visitor.ConversationId);
        Assert.Equal((ack.Seq, "@Bea please look"), (heard.Seq, heard.Text));
        Assert.Equal([id], (await RowAsync(visitor)).Mentions);

        await bea.CallAsync<Empty>("MarkRead", new { conversationId = visitor.ConversationId, seq = ack.Seq });
        Assert.Empty((await RowAsync(visitor)).Mentions);
        Assert.DoesNotContain((await visitor.ResumeAsync(0)).Messages, m => m.Text.Contains("Bea", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_same_note_again_mentions_once()
    {
        await using var visitor = await room.TakenAsync();
        var (bea, id) = await HireAsync();
        await using var _ = bea;
        var note = Guid.NewGuid();
        await NoteAsync(visitor, "@Bea", id, note);
        await bea.Mentions.First(m => m.ConversationId == visitor.ConversationId);
        await bea.CallAsync<Empty>("MarkRead", new { conversationId = visitor.ConversationId, seq = 1 });

        Assert.True((await NoteAsync(visitor, "@Bea", id, note)).Duplicate);

        Assert.Empty((await RowAsync(visitor)).Mentions);
    }

    [Fact]
    public async Task Nobody_is_told_of_what_they_may_not_see_and_nobody_of_themselves()
    {
        await using var visitor = await room.TakenAsync();
        var (elsewhere, _) = await room.Admin.OpenInboxAsync($"in-{Guid.NewGuid():N}");
        var stranger = await room.Admin.HireAsync($"s-{Guid.NewGuid():N}@example.com", inboxIds: elsewhere);
        var me = (await RowAsync(visitor)).Assignee!.Id;

        await room.Agent.CallAsync<SendMessageAck>(
            "AddNote", new { conversationId = visitor.ConversationId, clientMessageId = Guid.NewGuid(), text = "hm", mentions = new[] { stranger, me, Guid.NewGuid() } });

        Assert.Empty((await RowAsync(visitor)).Mentions);
    }

    [Fact]
    public async Task A_colleague_who_serves_the_inbox_by_a_team_is_told()
    {
        await using var scene = await Rights.RightsScene.SetAsync(room.Host, room.Admin);
        var bea = await scene.HireAsync(new { teamIds = new[] { scene.Alpha } });
        await scene.CustomerWritesAsync();

        await room.Admin.CallAsync<SendMessageAck>(
            "AddNote", new { conversationId = scene.Visitor.ConversationId, clientMessageId = Guid.NewGuid(), text = "@Ann", mentions = new[] { scene.AgentId } });

        await bea.Mentions.First(m => m.ConversationId == scene.Visitor.ConversationId);
    }

    [Fact]
    public async Task Too_many_mentions_are_refused()
    {
        await using var visitor = await room.TakenAsync();
        var mentions = Enumerable.Range(0, 21).Select(_ => Guid.NewGuid());

        Assert.Equal(
            "invalid_argument",
            await room.Agent.CallAsync<SendMessageAck>(
                "AddNote", new { conversationId = visitor.ConversationId, clientMessageId = Guid.NewGuid(), text = "all", mentions }).RefusalAsync());
    }

    private Task<SendMessageAck> NoteAsync(VisitorClient visitor, string text, Guid agentId, Guid clientMessageId) =>
        room.Agent.CallAsync<SendMessageAck>("AddNote", new { conversationId = visitor.ConversationId, clientMessageId, text, mentions = new[] { agentId } });

    private async Task<(AgentClient Bea, Guid Id)> HireAsync()
    {
        var email = $"bea-{Guid.NewGuid():N}@example.com";
        var id = await room.Admin.HireAsync(email);
        return (await AgentClient.LogInAsync(room.Host.Url, email, Staff.Password), id);
    }

    private async Task<ConversationRow> RowAsync(VisitorClient visitor) => (await room.Admin.ResumeAsync(visitor.ConversationId, 0)).Conversation;
}
