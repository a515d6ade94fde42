using ChatService.Contracts;
using ChatService.Server.Tests.Messages;
using ChatService.Testing;

namespace ChatService.Server.Tests.Abuse;

/// <summary>Content is text, whatever it pretends to be.</summary>
public sealed class ContentTests(ChatRoom room) : IClassFixture<ChatRoom>
{
    private const string Script = "<script>alert(document.cookie)</script>";

    [Theory]
    [InlineData(Script)]
    [InlineData("<img src=x onerror=alert(1)>")]
    [InlineData("{{7*7}} ${7*7} <%= 7*7 %> #{7*7}")]
    [InlineData("[click](javascript:alert(1)) **bold**")]
    [InlineData("=HYPERLINK(\"http://evil.example\",\"x\")")]
    [InlineData("'; DROP TABLE message; --")]
    [InlineData("%s%s%n {0} {conversationId}")]
    [InlineData("👩‍👩‍👧‍👦 مرحبا 你好 नमस्ते")]
    public async Task A_message_comes_back_as_it_was_written(string text)
    {
        await using var visitor = await room.TakenAsync(text);
        await room.Agent.SendAsync(visitor.ConversationId, text);

        Assert.Equal([text, text], (await ChatRoom.TranscriptAsync(visitor)).Where(m => m is { Kind: "text", Sender.Kind: "visitor" or "agent" }).Select(m => m.Text));
        Assert.DoesNotContain(room.Host.Errors.Lines, line => line.Contains(text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Script_in_name_and_page_title_is_text_and_a_script_address_is_dropped()
    {
        var row = await RowAsync(new { clientMessageId = Guid.NewGuid(), text = "Hello", name = Script, page = new { url = "https://shop.example/?q=" + Script, title = Script } });
        var bad = await RowAsync(new { clientMessageId = Guid.NewGuid(), text = "Hello", page = new { url = "javascript:alert(1)", title = "x" } });
        var hidden = await RowAsync(new { clientMessageId = Guid.NewGuid(), text = "Hello", page = new { url = "https://bank.example@evil.example/", title = "x" } });

        Assert.Equal((Script, Script), (row.Contact.Name, row.Page!.Title));
        Assert.DoesNotContain("<script>", row.Page.Url, StringComparison.Ordinal);
        Assert.Null(bad.Page);
        Assert.Null(hidden.Page);
    }

    [Fact]
    public async Task Overrides_of_direction_and_floods_of_marks_are_taken_out()
    {
        var marks = string.Concat(Enumerable.Repeat("\u0301", 7_000));
        await using var visitor = await room.TakenAsync("invoice\u202Egpj.exe");
        await visitor.SendAsync("e" + marks);
        var row = await RowAsync(new { clientMessageId = Guid.NewGuid(), text = "Hello", name = "Ve\u202Era" + marks });

        var texts = (await ChatRoom.TranscriptAsync(visitor)).Where(m => m.Sender.Kind == "visitor").Select(m => m.Text).ToList();
        Assert.Equal(["invoicegpj.exe", "e" + marks[..8]], texts);
        Assert.Equal("Vera" + marks[..8], row.Contact.Name);
    }

    [Fact]
    public async Task A_hundred_thousand_marks_are_too_much_for_a_frame_and_harm_nobody()
    {
        await using var visitor = await room.TakenAsync();
        await using var raw = await (await RawSocket.ConnectAsync(room.Host.Url, "/hubs/visitor?access_token=" + visitor.Session.ConnectToken)).ShakeHandsAsync();

        await raw.CallAsync("1", "SendMessage", $"{{\"conversationId\":\"{visitor.ConversationId}\",\"clientMessageId\":\"{Guid.NewGuid()}\",\"text\":\"e{string.Concat(Enumerable.Repeat("\u0301", 100_000))}\"}}");

        Assert.Null(await raw.AnswerAsync("1"));
        Assert.False((await visitor.SendAsync("Still there")).Duplicate);
    }

    [Fact]
    public async Task Long_names_addresses_and_previews_are_cut_between_characters()
    {
        var row = await RowAsync(new { clientMessageId = Guid.NewGuid(), text = string.Concat(Enumerable.Repeat("😀", 200)), name = string.Concat(Enumerable.Repeat("😀", 500)), email = new string('a', 300) + "@example.com" });
        await using var visitor = await room.TakenAsync();
        await visitor.CallAsync<Empty>("Typing", new { conversationId = visitor.ConversationId, preview = "x" + string.Concat(Enumerable.Repeat("😀", 400)) });

        var preview = (await room.Agent.Typing.First(t => t.ConversationId == visitor.ConversationId)).Preview!;
        Assert.All([row.Contact.Name!, row.LastMessage!.Text, preview], text => Assert.DoesNotContain("\uFFFD", text, StringComparison.Ordinal));
        Assert.Equal((120, 200, 499), (row.Contact.Name!.Length, row.LastMessage.Text.Length, preview.Length));
        Assert.Null(row.Contact.Email);
    }

    private async Task<ConversationRow> RowAsync(object start)
    {
        await using var visitor = await room.Host.VisitorAsync();
        var started = await visitor.CallAsync<StartConversationAnswer>("StartConversation", start);
        return (await room.Agent.ResumeAsync(started.ConversationId, 0)).Conversation;
    }
}
