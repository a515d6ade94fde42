using System.Buffers;
using System.Text;
using System.Text.Json;
using ChatService.Contracts;
using Microsoft.AspNetCore.SignalR.Protocol;

namespace ChatService.Realtime.Tests.MessagePack;

/// <summary>Bytes of garbage per message, once everything is warm: reading makes what it hands over and nothing else, writing makes nothing.</summary>
public sealed class AllocationTests(ITestOutputHelper output)
{
    private const int Times = 1_000;

    private static readonly Guid Conversation = Guid.Parse("018f4e2a-7c1b-7e3d-9a55-0123456789ab");

    private readonly FixedOutput sink = new();

    public static TheoryData<string, HubMessage> Written => new()
    {
        { "a typing call", new InvocationMessage(null, "Typing", [new TypingRequest(Conversation, "And when")]) },
        { "a message", new InvocationMessage(null, "MessageAppended", [AMessage()]) },
        { "an ack", CompletionMessage.WithResult("17", new SendMessageAck(17, DateTimeOffset.UnixEpoch, false)) },
        { "a ping", PingMessage.Instance },
    };

    [Theory]
    [MemberData(nameof(Written))]
    public void Writing_makes_nothing(string what, HubMessage message)
    {
        Assert.Equal(0, Measure(() => Protocols.MessagePack.WriteMessage(message, sink)));
        output.WriteLine(
            $"{what}: {Protocols.MessagePack.GetMessageBytes(message).Length} bytes on the wire; in JSON {Protocols.Json.GetMessageBytes(message).Length}, and {Measure(() => Protocols.Json.WriteMessage(message, sink))} of garbage");
    }

    [Fact]
    public void A_message_for_many_is_one_array()
    {
        var message = new InvocationMessage(null, "MessageAppended", [AMessage()]);
        var length = Protocols.MessagePack.GetMessageBytes(message).Length;
        Assert.Equal(Measure(() => GC.KeepAlive(new byte[length])), Measure(() => Protocols.MessagePack.GetMessageBytes(message)));
    }

    [Fact]
    public void Reading_a_call_makes_its_argument_and_the_message_around_it()
    {
        var bytes = Protocols.MessagePack.GetMessageBytes(new InvocationMessage("17", "Typing", [new TypingRequest(Conversation, "And when")]));
        var binder = new Binder("Typing", [typeof(TypingRequest)]);
        var needed = Measure(() => GC.KeepAlive(new InvocationMessage("17", "Typing", [new TypingRequest(Conversation, Encoding.UTF8.GetString("And when"u8))])));

        var spent = Measure(() => Read(bytes, binder));

        Assert.Equal(needed, spent);
        output.WriteLine($"{spent} bytes for {bytes.Length} on the wire; in JSON {Measure(() => ReadJson(binder))}");
    }

    [Fact]
    public void Reading_a_call_in_pieces_makes_no_more()
    {
        var bytes = Protocols.MessagePack.GetMessageBytes(new InvocationMessage("17", "Typing", [new TypingRequest(Conversation)])).ToArray();
        var binder = new Binder("Typing", [typeof(TypingRequest)]);
        var pieces = Pieces.Cut(bytes, new Random(1));

        Assert.Equal(Measure(() => Read(bytes, binder)), Measure(() => Read(pieces, binder)));
    }

    private static Message AMessage() => new(
        Conversation, 17, Guid.NewGuid(), Guid.NewGuid(), new Sender("agent", Conversation, "Ann"), "text", "Thank you, it is on its way. 谢谢。", [],
        DateTimeOffset.UnixEpoch.AddDays(20_000), new MessageEvent("assigned", new Dictionary<string, string> { ["to"] = "Ann" }));

    private static void Read(ReadOnlyMemory<byte> bytes, Binder binder) => Read(new ReadOnlySequence<byte>(bytes), binder);

    private static void Read(ReadOnlySequence<byte> input, Binder binder)
    {
        if (!Protocols.MessagePack.TryParseMessage(ref input, binder, out var message) || message is not InvocationMessage)
        {
            throw new InvalidOperationException("It was not read.");
        }
    }

    private static readonly byte[] TypingInJson =
        [.. JsonSerializer.SerializeToUtf8Bytes(new { type = 1, invocationId = "17", target = "Typing", arguments = new[] { new { conversationId = Conversation, preview = "And when" } } }), 0x1e];

    private static void ReadJson(Binder binder)
    {
        var input = new ReadOnlySequence<byte>(TypingInJson);
        Assert.True(Protocols.Json.TryParseMessage(ref input, binder, out _));
    }

    // The smallest of several rounds: what the runtime does beside it, when it compiles anew, is not ours.
    private static long Measure(Action action)
    {
        var least = long.MaxValue;
        for (var round = 0; round < 5; round++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < Times; i++)
            {
                action();
            }

            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least / Times;
    }

    private sealed class FixedOutput : IBufferWriter<byte>
    {
        private readonly byte[] bytes = new byte[8_192];

        // What comes next goes over what was there.
        public void Advance(int count)
        {
        }

        public Memory<byte> GetMemory(int sizeHint = 0) => bytes;

        public Span<byte> GetSpan(int sizeHint = 0) => bytes;
    }
}
