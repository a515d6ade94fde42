using System.Buffers;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;

namespace ChatService.Realtime.Tests.MessagePack;

/// <summary>Every message of the hub protocol, byte for byte as its specification has it, in both directions.</summary>
public sealed class HubMessageTests
{
    private static readonly Binder Method = new("method", [typeof(int)], typeof(int));

    /// <summary>A name for the case, the message, its bytes.</summary>
    public static TheoryData<string, HubMessage, string> Messages => new()
    {
        {
            "an invocation that wants an answer",
            new InvocationMessage("xyz", "method", [42]),
            """
            96              / six items
            01              / invocation
            80              / no headers
            a3 78 79 7a     / id "xyz"
            a6 6d 65 74 68 6f 64 / target "method"
            91 2a           / one argument, 42
            90              / no streams
            """
        },
        { "an invocation that wants none", new InvocationMessage("method", [42]), "96 01 80 c0 a6 6d6574686f64 91 2a 90" },
        { "an invocation with streams", new InvocationMessage("7", "method", [42], ["1", "s"]), "96 01 80 a1 37 a6 6d6574686f64 91 2a 92 a1 31 a1 73" },
        { "an invocation with headers", WithHeaders(new InvocationMessage("xyz", "method", [42])), "96 01 82 a1 78 a1 79 a1 7a a1 7a a3 78797a a6 6d6574686f64 91 2a 90" },
        { "a stream invocation", new StreamInvocationMessage("xyz", "method", [42]), "96 04 80 a3 78797a a6 6d6574686f64 91 2a 90" },
        { "a stream invocation with streams", new StreamInvocationMessage("xyz", "method", [42], ["9"]), "96 04 80 a3 78797a a6 6d6574686f64 91 2a 91 a1 39" },
        { "an item", new StreamItemMessage("xyz", 42), "94 02 80 a3 78797a 2a" },
        { "an item with headers", WithHeaders(new StreamItemMessage("xyz", 42)), "94 02 82 a1 78 a1 79 a1 7a a1 7a a3 78797a 2a" },
        { "a completion with an error", CompletionMessage.WithError("xyz", "Error"), "95 03 80 a3 78797a 01 a5 4572726f72" },
        { "a completion with nothing", CompletionMessage.Empty("xyz"), "94 03 80 a3 78797a 02" },
        { "a completion with a result", CompletionMessage.WithResult("xyz", 42), "95 03 80 a3 78797a 03 2a" },
        { "a completion with headers", WithHeaders(CompletionMessage.Empty("xyz")), "94 03 82 a1 78 a1 79 a1 7a a1 7a a3 78797a 02" },
        { "a cancellation", new CancelInvocationMessage("xyz"), "93 05 80 a3 78797a" },
        { "a ping", PingMessage.Instance, "91 06" },
        { "a close", CloseMessage.Empty, "93 07 c0 c2" },
        { "a close with an error", new CloseMessage("xyz"), "93 07 a3 78797a c2" },
        { "a close that lets come back", new CloseMessage("xyz", allowReconnect: true), "93 07 a3 78797a c3" },
        { "an ack", new AckMessage(36), "92 08 24" },
        { "a large ack", new AckMessage(1L << 32), "92 08 cf 0000000100000000" },
        { "a sequence", new SequenceMessage(19), "92 09 13" },
    };

    /// <summary>What others write differently, and means the same.</summary>
    public static TheoryData<string, HubMessage, string> OtherForms => new()
    {
        { "an invocation of version 1, without streams", new InvocationMessage("xyz", "method", [42]), "95 01 80 a3 78797a a6 6d6574686f64 91 2a" },
        { "an item more than there is", new InvocationMessage("xyz", "method", [42]), "97 01 80 a3 78797a a6 6d6574686f64 91 2a 90 c3" },
        { "wide heads", new InvocationMessage("xyz", "method", [42]), "dd 00000006 cc 01 de 0000 d9 03 78797a da 0006 6d6574686f64 dc 0001 d3 000000000000002a dd 00000000" },
        { "a close without a word about coming back", new CloseMessage("xyz"), "92 07 a3 78797a" },
        { "a wide ack", new AckMessage(36), "92 08 cc 24" },
        { "a wide sequence", new SequenceMessage(19), "92 09 cc 13" },
        { "an unknown item behind a completion", CompletionMessage.Empty("xyz"), "95 03 80 a3 78797a 02 c0" },
        { "an unknown item behind a cancellation", new CancelInvocationMessage("xyz"), "94 05 80 a3 78797a 01" },
        { "an unknown item behind a ping", PingMessage.Instance, "92 06 80" },
    };

    public static TheoryData<string, string> Broken => new()
    {
        { "an invocation of four items", "94 01 80 c0 a1 6d" },
        { "a target that is no string", "96 01 80 c0 05 90 90" },
        { "a nil for a target", "96 01 80 c0 c0 90 90" },
        { "a target that is no UTF-8", "96 01 80 c0 a1 ff 90 90" },
        { "a number for an id", "96 01 80 05 a1 6d 90 90" },
        { "a stream invocation without an id", "96 04 80 c0 a1 6d 90 90" },
        { "a nil for headers", "96 01 c0 c0 a1 6d 90 90" },
        { "a header that is no string", "96 01 81 a1 61 05 c0 a1 6d 90 90" },
        { "headers that claim 4 GB", "96 01 df ffffffff c0 a1 6d 90 90" },
        { "an item without an id", "94 02 80 c0 2a" },
        { "an item of three items", "93 02 80 a1 31" },
        { "a completion without an id", "94 03 80 c0 02" },
        { "a completion of no known kind", "95 03 80 a1 31 04 2a" },
        { "an error that is not there", "94 03 80 a1 31 01" },
        { "a result that is not there", "94 03 80 a1 31 03" },
        { "a cancellation without an id", "93 05 80 c0" },
        { "a close that is no string", "92 07 05" },
        { "a word about coming back that is none", "93 07 c0 05" },
        { "an ack without a number", "91 08" },
        { "an ack with a text", "92 08 a1 31" },
        { "a sequence beyond 63 bits", "92 09 cf ffffffffffffffff" },
    };

    [Theory]
    [MemberData(nameof(Messages))]
    public void Messages_are_written_and_read_as_the_specification_says(string what, HubMessage message, string bytes)
    {
        Assert.True(Protocols.Hex(bytes).SequenceEqual(Protocols.Write(message)), $"{what}: {Convert.ToHexString(Protocols.Write(message))}");
        Same.Message(message, Protocols.Read(Protocols.Hex(bytes), Method));
    }

    [Theory]
    [MemberData(nameof(OtherForms))]
    public void Messages_of_other_writers_are_read(string what, HubMessage message, string bytes)
    {
        Assert.NotEmpty(what);
        Same.Message(message, Protocols.Read(Protocols.Hex(bytes), Method));
    }

    [Theory]
    [MemberData(nameof(Broken))]
    public void What_is_no_message_is_refused(string what, string bytes)
    {
        Assert.NotEmpty(what);
        Assert.Throws<InvalidDataException>(() => Protocols.Read(Protocols.Hex(bytes), Method));
    }

    [Theory]
    [InlineData("92 2a 2a", typeof(InvalidDataException))] // one argument too many
    [InlineData("90", typeof(InvalidDataException))] // one too few
    [InlineData("91 a1 61", typeof(InvalidDataException))] // a text for a number
    [InlineData("91 ce ffffffff", typeof(InvalidDataException))] // a number that is too large
    [InlineData("91 cb 4045000000000000", typeof(InvalidDataException))] // 42.0
    [InlineData("91 c0", typeof(InvalidDataException))] // nothing for a number
    [InlineData("05", typeof(InvalidDataException))] // no list
    [InlineData("dd ffffffff", typeof(InvalidDataException))] // a list that claims 4 GB
    public void An_argument_that_cannot_be_read_is_a_message_and_not_the_end(string arguments, Type reason)
    {
        var message = Protocols.Read(Protocols.Hex("96 01 81 a1 61 a1 62 a1 37 a6 6d6574686f64" + arguments + "90"), Method);

        var failure = Assert.IsType<InvocationBindingFailureMessage>(message);
        Assert.Equal(("7", "method"), (failure.InvocationId, failure.Target));
        Assert.Equal("b", failure.Headers!["a"]);
        Assert.IsType(reason, failure.BindingFailure.SourceException);
    }

    [Fact]
    public void Streams_that_cannot_be_read_are_a_message_and_not_the_end() =>
        Assert.IsType<InvocationBindingFailureMessage>(Protocols.Read(Protocols.Hex("96 01 80 a1 37 a6 6d6574686f64 91 2a 91 05"), Method));

    [Theory]
    [InlineData("01")]
    [InlineData("04")]
    public void A_method_that_does_not_exist_is_a_message_with_the_binders_own_error(string type)
    {
        var failure = Assert.IsType<InvocationBindingFailureMessage>(Protocols.Read(Protocols.Hex("96" + type + "80 a1 37 a3 61 62 63 90 90"), Method));
        Assert.Equal("abc", failure.Target);
        Assert.IsType<HubException>(failure.BindingFailure.SourceException);
    }

    [Fact]
    public void An_item_that_cannot_be_read_is_a_message_and_not_the_end()
    {
        var failure = Assert.IsType<StreamBindingFailureMessage>(Protocols.Read(Protocols.Hex("94 02 80 a1 37 a1 61"), Method));
        Assert.Equal("7", failure.Id);
        Assert.IsType<StreamBindingFailureMessage>(Protocols.Read(Protocols.Hex("94 02 80 a1 37 2a"), new Binder("method", [])));
    }

    [Fact]
    public void A_result_that_cannot_be_read_is_a_completion_with_an_error()
    {
        var completion = Assert.IsType<CompletionMessage>(Protocols.Read(Protocols.Hex("95 03 80 a1 37 03 a1 61"), Method));
        Assert.False(completion.HasResult);
        Assert.Contains("Int32", completion.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_result_that_nobody_waits_for_is_passed_over() =>
        Same.Message(CompletionMessage.WithResult("7", null), Protocols.Read(Protocols.Hex("95 03 80 a1 37 03 93 01 02 c3"), new Binder("method", [])));

    [Fact]
    public void A_raw_result_is_passed_on_as_it_stands()
    {
        var body = Protocols.Hex("95 03 80 a1 37 03 92 81 a1 61 ca 3fc00000 d6 ff 00000001");
        var read = Assert.IsType<CompletionMessage>(Protocols.Read(body, new Binder("method", [], typeof(RawResult))));
        Assert.Equal(body[6..], Assert.IsType<RawResult>(read.Result).RawSerializedData.ToArray());
        Assert.Equal(body, Protocols.Write(read));
    }

    [Fact]
    public void What_is_no_message_of_the_wire_is_not_written()
    {
        var output = new ArrayBufferWriter<byte>();
        Assert.Throws<InvalidDataException>(() => Protocols.MessagePack.WriteMessage(new Unknown(), output));
        Assert.ThrowsAny<Exception>(() => Protocols.MessagePack.WriteMessage(new InvocationMessage("method", [typeof(int)]), output));
        Assert.Equal(0, output.WrittenCount);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("999")]
    [InlineData("1000")]
    [InlineData("007")]
    [InlineData("")]
    [InlineData("-1")]
    [InlineData("客")]
    [InlineData("99999999999999999999999")]
    public void An_id_is_whatever_the_client_made_of_it(string id) =>
        Same.Message(new CancelInvocationMessage(id), Protocols.Read(Protocols.Write(new CancelInvocationMessage(id)), Method));

    private static T WithHeaders<T>(T message)
        where T : HubInvocationMessage
    {
        message.Headers = new Dictionary<string, string> { ["x"] = "y", ["z"] = "z" };
        return message;
    }

    private sealed class Unknown : HubMessage;
}
