using System.Net.WebSockets;
using ChatService.Contracts;
using ChatService.Server.Tests.Messages;
using ChatService.Testing;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;

namespace ChatService.Server.Tests.Abuse;

/// <summary>The same over MessagePack: what cannot be read ends one connection, what cannot be accepted is refused in the words that JSON's clients get.</summary>
public sealed class BinaryInputTests(ChatRoom room) : IClassFixture<ChatRoom>
{
    private const string Secret = "my card number is 4111";

    public static TheoryData<string, byte[]> Unreadable => new()
    {
        { "a length beyond 2 GB", [0xff, 0xff, 0xff, 0xff, 0xff] },
        { "a message of nothing", [0x00] },
        { "no array", [0x01, 0x06] },
        { "a type that is no number", [0x02, 0x91, 0xc3] },
        { "four thousand million items", [0x05, 0xdd, 0xff, 0xff, 0xff, 0xff] },
        { "four thousand million headers", [0x07, 0x96, 0x01, 0xdf, 0xff, 0xff, 0xff, 0xff] },
        { "a name that goes on behind the end", [0x05, 0x96, 0x01, 0x80, 0xc0, 0xbf] },
        { "33 KB", [0x80, 0x88, 0x02, .. new byte[33 * 1024]] },
        { "33 KB of a message that is said to be longer", [0xff, 0xff, 0x7f, .. new byte[33 * 1024]] },
    };

    public static TheoryData<string, string, string, object?[]> Refusals => new()
    {
        { "a number for an id", "Resume", "invalid_argument", [new { conversationId = 5, afterSeq = 0 }] },
        { "a word for a number", "Resume", "invalid_argument", [new { conversationId = Guid.NewGuid(), afterSeq = "first" }] },
        { "a number beyond 64 bits", "Resume", "invalid_argument", [new { conversationId = Guid.NewGuid(), afterSeq = ulong.MaxValue }] },
        { "a fraction", "Resume", "invalid_argument", [new { conversationId = Guid.NewGuid(), afterSeq = 0.5 }] },
        { "nothing for a number", "Resume", "invalid_argument", [new { conversationId = Guid.NewGuid(), afterSeq = (int?)null }] },
        { "a list for an object", "Resume", "invalid_argument", [new[] { 1 }] },
        { "a string for an object", "SendMessage", "invalid_argument", [Secret] },
        { "null", "SendMessage", "invalid_argument", [null] },
        { "no argument", "SendMessage", "invalid_argument", [] },
        { "two arguments", "Resume", "invalid_argument", [new { }, new { }] },
        { "a text of another type", "SendMessage", "invalid_argument", [new { conversationId = Guid.NewGuid(), clientMessageId = Guid.NewGuid(), text = new { a = 1 } }] },
        { "somebody else's conversation", "Resume", "not_found", [new { conversationId = Guid.NewGuid(), afterSeq = 0 }] },
        { "a method that does not exist", "DropTables", "not_found", [new { }] },
        { "a method of the other hub", "Take", "not_found", [new { conversationId = Guid.NewGuid() }] },
        { "a method of every object", "GetHashCode", "not_found", [] },
    };

    [Theory]
    [MemberData(nameof(Unreadable))]
    public async Task What_cannot_be_read_ends_that_connection_and_no_other(string what, byte[] bytes)
    {
        await using var visitor = await room.TakenAsync();
        await using var raw = await RawSocket.ConnectAsync(room.Host.Url, "/hubs/visitor?access_token=" + visitor.Session.ConnectToken);
        await raw.ShakeHandsAsync("messagepack");

        await raw.SendAsync(bytes, WebSocketMessageType.Binary);

        await raw.UntilClosedAsync();
        await visitor.SendAsync("Still there after " + what);
        await room.Agent.Messages.First(m => m.ConversationId == visitor.ConversationId && m.Text == "Still there after " + what);
    }

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task What_cannot_be_accepted_is_refused_in_the_same_words_over_both_protocols(string what, string method, string code, object?[] arguments)
    {
        await using var overText = await VisitorClient.OpenAsync(room.Host.Http, wire: HubWire.Json);
        await using var overBytes = await VisitorClient.OpenAsync(room.Host.Http, wire: HubWire.MessagePack);

        var said = await RefusedAsync(overText, method, arguments);
        Assert.Equal(said.Message, (await RefusedAsync(overBytes, method, arguments)).Message);
        Assert.True(code == Refused.CodeOf(said), $"{what}: {said.Message}");
        Assert.DoesNotContain(Secret, said.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(room.Host.Errors.Lines, line => line.Contains(Secret, StringComparison.Ordinal));

        // Neither connection has suffered.
        await overText.StartAsync("Hello");
        await overBytes.StartAsync("Hello");
    }

    [Fact]
    public async Task Fields_that_we_do_not_know_are_passed_over_however_deep_they_are()
    {
        await using var visitor = await VisitorClient.OpenAsync(room.Host.Http, wire: HubWire.MessagePack);
        object deep = "end";
        for (var level = 0; level < 60; level++)
        {
            deep = new[] { deep };
        }

        var started = await visitor.CallAsync<StartConversationAnswer>(
            "StartConversation", new { colour = "red", more = deep, clientMessageId = Guid.NewGuid(), text = "客 😀", attributes = new Dictionary<string, string?> { ["plan"] = "gold", ["none"] = null } });

        Assert.Equal(1, started.Seq);
        await visitor.Messages.First(m => m.Text == "客 😀");
    }

    private static async Task<HubException> RefusedAsync(VisitorClient visitor, string method, object?[] arguments) =>
        await Assert.ThrowsAsync<HubException>(() => visitor.Hub.InvokeCoreAsync<object>(method, arguments)).Soon(method);
}
