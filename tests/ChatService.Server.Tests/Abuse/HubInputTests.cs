using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using ChatService.Server.Tests.Messages;
using ChatService.Testing;

namespace ChatService.Server.Tests.Abuse;

/// <summary>What no honest client sends over a hub: a code or the end of that one connection, and nothing else happens.</summary>
public sealed class HubInputTests(ChatRoom room) : IClassFixture<ChatRoom>
{
    private const char End = RawSocket.RecordEnd;
    private const string Secret = "my card number is 4111";

    public static TheoryData<string, string> Unreadable => new()
    {
        { "truncated JSON", "{\"type\":1,\"target\":\"Resu" + End },
        { "no JSON", "GET / HTTP/1.1" + End },
        { "not an object", "[1,2,3]" + End },
        { "a type of another type", "{\"type\":\"one\"}" + End },
        { "no type", "{\"target\":\"Resume\",\"arguments\":[]}" + End },
        { "no target", "{\"type\":1,\"invocationId\":\"1\",\"arguments\":[{}]}" + End },
        { "a NUL", "{\"type\":1,\0\"target\":\"Resume\"}" + End },
        { "two thousand brackets", "{\"type\":1,\"invocationId\":\"1\",\"target\":\"Resume\",\"arguments\":" + new string('[', 2_000) + new string(']', 2_000) + "}" + End },
        { "33 KB", "{\"type\":1,\"invocationId\":\"1\",\"target\":\"SendMessage\",\"arguments\":[{\"text\":\"" + new string('x', 33 * 1024) + "\"}]}" + End },
        { "33 KB without an end", new string('x', 33 * 1024 + 1) },
    };

    public static TheoryData<string, string, string, string> Refusals => new()
    {
        { "a number for an id", "Resume", "{\"conversationId\":5,\"afterSeq\":0}", "invalid_argument" },
        { "a word for a number", "Resume", "{\"conversationId\":\"$id\",\"afterSeq\":\"first\"}", "invalid_argument" },
        { "a number beyond 64 bits", "Resume", "{\"conversationId\":\"$id\",\"afterSeq\":1e30}", "invalid_argument" },
        { "a list for an object", "Resume", "[]", "invalid_argument" },
        { "a string for an object", "SendMessage", "\"" + Secret + "\"", "invalid_argument" },
        { "null", "SendMessage", "null", "invalid_argument" },
        { "no argument", "SendMessage", "", "invalid_argument" },
        { "two arguments", "Resume", "{},{}", "invalid_argument" },
        { "no client id", "SendMessage", "{\"conversationId\":\"$id\",\"text\":\"" + Secret + "\"}", "invalid_argument" },
        { "an id of zeros", "SendMessage", "{\"conversationId\":\"$id\",\"clientMessageId\":\"00000000-0000-0000-0000-000000000000\",\"text\":\"x\"}", "invalid_argument" },
        { "a text of another type", "SendMessage", "{\"conversationId\":\"$id\",\"clientMessageId\":\"$new\",\"text\":{\"a\":1}}", "invalid_argument" },
        { "no text", "SendMessage", "{\"conversationId\":\"$id\",\"clientMessageId\":\"$new\"}", "message_empty" },
        { "only a NUL", "SendMessage", "{\"conversationId\":\"$id\",\"clientMessageId\":\"$new\",\"text\":\"\\u0000\"}", "message_empty" },
        { "too long", "SendMessage", "{\"conversationId\":\"$id\",\"clientMessageId\":\"$new\",\"text\":\"" + new string('x', 8_001) + "\"}", "message_too_long" },
        { "a lone surrogate", "SendMessage", "{\"conversationId\":\"$id\",\"clientMessageId\":\"$new\",\"text\":\"" + Secret + " \\ud800\"}", "invalid_argument" },
        { "a method that does not exist", "DropTables", "{}", "not_found" },
        { "a method of the other hub", "Take", "{\"conversationId\":\"$id\"}", "not_found" },
        { "a method of the framework", "OnConnectedAsync", "", "not_found" },
        { "a method of every object", "GetHashCode", "", "not_found" },
    };

    public static TheoryData<string, string, string> Accepted => new()
    {
        { "fields that we do not know", "Resume", "{\"conversationId\":\"$id\",\"afterSeq\":0,\"colour\":\"red\",\"more\":{\"a\":[1,2]}}" },
        { "twenty levels in a field that we do not know", "Resume", "{\"conversationId\":\"$id\",\"afterSeq\":0,\"more\":" + new string('[', 20) + new string(']', 20) + "}" },
        { "upper-case letters in an id", "Resume", "{\"conversationId\":\"$ID\",\"afterSeq\":0}" },
        { "a NUL inside a text", "SendMessage", "{\"conversationId\":\"$id\",\"clientMessageId\":\"$new\",\"text\":\"a\\u0000b\"}" },
        { "the largest position", "Resume", "{\"conversationId\":\"$id\",\"afterSeq\":9223372036854775807}" },
    };

    [Theory]
    [MemberData(nameof(Unreadable))]
    public async Task What_cannot_be_read_ends_that_connection_and_no_other(string what, string bytes)
    {
        await using var visitor = await room.TakenAsync();
        await using var raw = await OpenAsync(visitor);

        await raw.SendAsync(bytes);

        await raw.UntilClosedAsync();
        await StillServesAsync(visitor, what);
    }

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task What_cannot_be_accepted_is_refused_with_a_code_and_changes_nothing(string what, string method, string argument, string code)
    {
        await using var visitor = await room.TakenAsync();
        var before = (await visitor.ResumeAsync(0)).LastSeq;
        await using var raw = await OpenAsync(visitor);

        await raw.CallAsync("7", method, Fill(argument, visitor.ConversationId));

        var answer = await raw.AnswerAsync("7");
        Assert.True(answer is not null, $"{what}: the connection was closed.");
        Assert.Contains($"HubException: {code}: ", answer.Value.GetProperty("error").GetString(), StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, answer.Value.GetRawText(), StringComparison.Ordinal);
        Assert.Equal(before, (await visitor.ResumeAsync(0)).LastSeq);
        Assert.DoesNotContain(room.Host.Errors.Lines, line => line.Contains(Secret, StringComparison.Ordinal));
        await StillServesAsync(visitor, what);
    }

    [Theory]
    [MemberData(nameof(Accepted))]
    public async Task What_is_odd_but_clear_is_accepted(string what, string method, string argument)
    {
        await using var visitor = await room.TakenAsync();
        await using var raw = await OpenAsync(visitor);

        await raw.CallAsync("7", method, Fill(argument, visitor.ConversationId));

        var answer = await raw.AnswerAsync("7");
        Assert.True(answer?.TryGetProperty("result", out _) == true, $"{what}: {answer}");
    }

    [Fact]
    public async Task A_record_in_many_frames_and_many_records_in_one_frame_are_read()
    {
        await using var visitor = await room.TakenAsync();
        await using var raw = await OpenAsync(visitor);
        var record = $"{{\"type\":1,\"invocationId\":\"1\",\"target\":\"Resume\",\"arguments\":[{{\"conversationId\":\"{visitor.ConversationId}\",\"afterSeq\":0}}]}}{End}";

        foreach (var (part, index) in record.Chunk(20).Select((chars, i) => (new string(chars), i)))
        {
            await raw.SendAsync(part, isEnd: index % 2 == 0);
        }

        Assert.True((await raw.AnswerAsync("1"))!.Value.TryGetProperty("result", out _));
        await raw.SendAsync(record.Replace("\"1\"", "\"2\"", StringComparison.Ordinal) + record.Replace("\"1\"", "\"3\"", StringComparison.Ordinal));
        Assert.True((await raw.AnswerAsync("2"))!.Value.TryGetProperty("result", out _));
        Assert.True((await raw.AnswerAsync("3"))!.Value.TryGetProperty("result", out _));
    }

    [Fact]
    public async Task Who_speaks_before_the_handshake_is_cut_off()
    {
        await using var visitor = await room.TakenAsync();
        await using var raw = await RawSocket.ConnectAsync(room.Host.Url, "/hubs/visitor?access_token=" + visitor.Session.ConnectToken);

        await raw.CallAsync("1", "EndConversation", $"{{\"conversationId\":\"{visitor.ConversationId}\"}}");

        Assert.DoesNotContain(await raw.UntilClosedAsync(), said => said.Contains("\"result\"", StringComparison.Ordinal));
        Assert.Equal("active", (await visitor.ResumeAsync(0)).State);
    }

    [Theory]
    [InlineData(WebSocketMessageType.Text)]
    [InlineData(WebSocketMessageType.Binary)]
    public async Task Invalid_utf8_is_never_stored(WebSocketMessageType type)
    {
        await using var visitor = await room.TakenAsync();
        var before = (await visitor.ResumeAsync(0)).LastSeq;
        await using var raw = await OpenAsync(visitor);
        var head = $"{{\"type\":1,\"invocationId\":\"1\",\"target\":\"SendMessage\",\"arguments\":[{{\"conversationId\":\"{visitor.ConversationId}\",\"clientMessageId\":\"{Guid.NewGuid()}\",\"text\":\"";

        await raw.SendAsync([.. Encoding.UTF8.GetBytes(head), 0xC3, 0x28, 0xFF, .. Encoding.UTF8.GetBytes("\"}]}" + End)], type);

        var answer = await raw.AnswerAsync("1");
        Assert.True(answer is null || answer.Value.TryGetProperty("error", out _), $"It was accepted: {answer}");
        Assert.Equal(before, (await visitor.ResumeAsync(0)).LastSeq);
        await StillServesAsync(visitor, "invalid UTF-8");
    }

    [Fact]
    public async Task A_flood_of_calls_on_one_connection_holds_up_nobody_else()
    {
        await using var visitor = await room.TakenAsync();
        await using var raw = await OpenAsync(visitor);
        for (var i = 0; i < 500; i++)
        {
            await raw.CallAsync($"{i}", "Resume", $"{{\"conversationId\":\"{visitor.ConversationId}\",\"afterSeq\":0}}");
        }

        await StillServesAsync(visitor, "a flood");
        Assert.NotNull(await raw.AnswerAsync("499"));
    }

    private async Task<RawSocket> OpenAsync(VisitorClient visitor) =>
        await (await RawSocket.ConnectAsync(room.Host.Url, "/hubs/visitor?access_token=" + visitor.Session.ConnectToken)).ShakeHandsAsync();

    private static string Fill(string argument, Guid conversationId) => argument
        .Replace("$id", conversationId.ToString(), StringComparison.Ordinal)
        .Replace("$ID", conversationId.ToString().ToUpperInvariant(), StringComparison.Ordinal)
        .Replace("$new", Guid.NewGuid().ToString(), StringComparison.Ordinal);

    private async Task StillServesAsync(VisitorClient visitor, string after)
    {
        await visitor.SendAsync("Still there after " + after);
        await room.Agent.Messages.First(m => m.ConversationId == visitor.ConversationId && m.Text == "Still there after " + after);
    }
}
