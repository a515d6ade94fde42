using ChatService.Testing;

namespace ChatService.Server.Tests.Messages;

/// <summary>Rows of lists: whoever has a conversation in sight comes to see where it stands, though not at each word of others.</summary>
public sealed class RowTests(ChatRoom room) : IClassFixture<ChatRoom>
{
    [Fact]
    public async Task After_many_words_in_a_row_everybody_who_has_it_in_a_list_shows_the_last()
    {
        await using var visitor = await room.TakenAsync();
        // An agent's words: nobody waits for an answer, so nothing follows that would tell everybody anyway.
        for (var word = 1; word <= 20; word++)
        {
            await room.Agent.SendAsync(visitor.ConversationId, $"Word {word}");
        }

        await room.Agent.Rows.First(row => row.ConversationId == visitor.ConversationId && row.LastMessage?.Text == "Word 20").Soon();
        await room.Admin.Rows.First(row => row.ConversationId == visitor.ConversationId && row.LastMessage?.Text == "Word 20").Soon();
    }

    [Fact]
    public async Task Whoever_loses_a_conversation_amid_its_words_is_told_so()
    {
        await using var visitor = await room.TakenAsync();
        await visitor.SendAsync("One");
        await visitor.SendAsync("Two");
        await room.Admin.CallAsync<Contracts.ConversationAnswer>("Take", new { conversationId = visitor.ConversationId });

        var mine = await room.Admin.Rows.First(row => row.ConversationId == visitor.ConversationId && row.Assignee is { Name: not "ann" }).Soon();
        await room.Agent.Rows.First(row => row.ConversationId == visitor.ConversationId && row.Assignee?.Id == mine.Assignee?.Id).Soon();
    }
}
