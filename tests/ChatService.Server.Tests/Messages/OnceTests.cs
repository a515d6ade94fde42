using ChatService.Contracts;
using ChatService.Testing;

namespace ChatService.Server.Tests.Messages;

/// <summary>P3 and F23: what is sent more than once is stored once.</summary>
public sealed class OnceTests(ChatRoom room) : IClassFixture<ChatRoom>
{
    [Fact]
    public async Task The_same_client_id_sent_fifty_times_at_once_over_several_connections_is_one_row_and_one_seq_in_every_ack()
    {
        await using var visitor = await room.TakenAsync();
        await using var second = await room.Host.VisitorAsync(visitor.Session.VisitorToken);
        await using var third = await room.Host.VisitorAsync(visitor.Session.VisitorToken);
        VisitorClient[] tabs = [visitor, second, third];
        var id = Guid.NewGuid();

        var acks = await Task.WhenAll(Enumerable.Range(0, 50).Select(i => tabs[i % tabs.Length].CallAsync<SendMessageAck>(
            "SendMessage", new { conversationId = visitor.ConversationId, clientMessageId = id, text = "Only once" }))).Soon();

        var stored = Assert.Single(await ChatRoom.TranscriptAsync(visitor), m => m.ClientMessageId == id);
        Assert.All(acks, ack => Assert.Equal((stored.Seq, stored.CreatedAt), (ack.Seq, ack.CreatedAt)));
        Assert.Single(acks, ack => !ack.Duplicate);
        Assert.Single(await ChatRoom.TranscriptAsync(room.Agent, visitor.ConversationId), m => m.ClientMessageId == id);
    }

    [Fact]
    public async Task An_agents_answer_and_note_sent_again_are_stored_once_each()
    {
        await using var visitor = await room.TakenAsync();
        await using var other = await AgentClient.LogInAsync(room.Host.Url, "ann@example.com", Staff.Password);
        AgentClient[] tabs = [room.Agent, other];
        var (answer, note) = (Guid.NewGuid(), Guid.NewGuid());

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => tabs[i % 2].SendAsync(visitor.ConversationId, "An answer", answer)));
        var notes = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => tabs[i % 2].CallAsync<SendMessageAck>(
            "AddNote", new { conversationId = visitor.ConversationId, clientMessageId = note, text = "A note" }))).Soon();

        var transcript = await ChatRoom.TranscriptAsync(room.Agent, visitor.ConversationId);
        Assert.Equal([Assert.Single(transcript, m => m.ClientMessageId == answer).Seq], answers.Select(a => a.Seq).Distinct());
        Assert.Equal([Assert.Single(transcript, m => m.ClientMessageId == note).Seq], notes.Select(a => a.Seq).Distinct());
    }

    [Fact]
    public async Task An_agents_answer_whose_ack_was_lost_is_known_after_the_conversation_was_closed_or_handed_over()
    {
        await using var visitor = await room.TakenAsync();
        var email = $"bob-{Guid.NewGuid():N}@example.com";
        var id = await room.Admin.HireAsync(email);
        await using var bob = await AgentClient.LogInAsync(room.Host.Url, email, Staff.Password);
        await room.Admin.CallAsync<ConversationAnswer>("Take", new { conversationId = visitor.ConversationId });
        await bob.StatusAsync("available");
        await room.Admin.CallAsync<StateAnswer>("Transfer", new { conversationId = visitor.ConversationId, agentId = id });
        var (answer, other) = (Guid.NewGuid(), Guid.NewGuid());
        var first = await bob.SendAsync(visitor.ConversationId, "An answer", answer);
        await room.Admin.CallAsync<ConversationAnswer>("Take", new { conversationId = visitor.ConversationId });

        var handedOver = await bob.SendAsync(visitor.ConversationId, "An answer", answer);
        var refused = await bob.CallAsync<SendMessageAck>("SendMessage", new { conversationId = visitor.ConversationId, clientMessageId = other, text = "Another" }).RefusalAsync();
        await room.Admin.CallAsync<StateAnswer>("Close", new { conversationId = visitor.ConversationId });
        var closed = await bob.SendAsync(visitor.ConversationId, "An answer", answer);

        Assert.Equal("not_assigned", refused);
        Assert.All([handedOver, closed], ack => Assert.Equal((first.Seq, true), (ack.Seq, ack.Duplicate)));
    }

    [Fact]
    public async Task The_same_client_id_of_visitor_and_agent_are_two_messages()
    {
        await using var visitor = await room.TakenAsync();
        var id = Guid.NewGuid();

        await visitor.SendAsync("Mine", id);
        var ack = await room.Agent.SendAsync(visitor.ConversationId, "Mine, too", id);

        Assert.False(ack.Duplicate);
        Assert.Equal(["Mine", "Mine, too"], (await ChatRoom.TranscriptAsync(visitor)).Where(m => m.ClientMessageId == id).Select(m => m.Text));
    }

    [Fact]
    public async Task Two_tabs_that_start_at_once_share_one_open_conversation()
    {
        await using var first = await room.Host.VisitorAsync();
        await using var second = await room.Host.VisitorAsync(first.Session.VisitorToken);

        var started = await Task.WhenAll(first.StartAsync("From one tab"), second.StartAsync("From the other"));

        Assert.Equal(started[0].ConversationId, started[1].ConversationId);
        var texts = (await ChatRoom.TranscriptAsync(first)).Where(m => m.Sender.Kind == "visitor").Select(m => m.Text);
        Assert.Equal(["From one tab", "From the other"], texts.Order());
    }

    [Fact]
    public async Task A_start_whose_ack_was_lost_is_the_same_conversation_and_message_when_it_is_sent_again()
    {
        await using var visitor = await room.Host.VisitorAsync();
        var id = Guid.NewGuid();

        var first = await visitor.StartAsync("Hello", id);
        var again = await visitor.StartAsync("Hello", id);

        Assert.Equal((first.ConversationId, first.Seq), (again.ConversationId, again.Seq));
        Assert.Single(await ChatRoom.TranscriptAsync(visitor), m => m.ClientMessageId == id);
    }
}
