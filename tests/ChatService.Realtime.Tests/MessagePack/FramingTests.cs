using System.Buffers;
using ChatService.Realtime.MessagePack;
using Microsoft.AspNetCore.SignalR.Protocol;

namespace ChatService.Realtime.Tests.MessagePack;

/// <summary>The length before each message, and messages that come in pieces, several at once, or not at all.</summary>
public sealed class FramingTests
{
    private static readonly Binder Nothing = new("method", []);

    public static TheoryData<int, string> Lengths => new()
    {
        { 0, "00" },
        { 1, "01" },
        { 127, "7f" },
        { 128, "80 01" },
        { 16_383, "ff 7f" },
        { 16_384, "80 80 01" },
        { 2_097_151, "ff ff 7f" },
        { 2_097_152, "80 80 80 01" },
        { 268_435_455, "ff ff ff 7f" },
        { 268_435_456, "80 80 80 80 01" },
        { int.MaxValue, "ff ff ff ff 07" },
    };

    [Theory]
    [MemberData(nameof(Lengths))]
    public void A_length_is_seven_bits_a_byte_the_lowest_first(int length, string bytes)
    {
        var place = new byte[8];
        var size = FrameLength.WriteBefore(place, length);
        Assert.Equal(Protocols.Hex(bytes), place[^size..]);
        Assert.True(FrameLength.TryRead(new ReadOnlySequence<byte>([.. place[^size..], 0xff]), out var read, out var taken));
        Assert.Equal((length, size), (read, taken));
        for (var less = 0; less < size; less++)
        {
            Assert.False(FrameLength.TryRead(new ReadOnlySequence<byte>(place[^size..^(size - less)]), out _, out _));
        }
    }

    [Theory]
    [InlineData("80 80 80 80 08")] // 2^31
    [InlineData("ff ff ff ff 0f")]
    [InlineData("ff ff ff ff ff")] // does not end
    [InlineData("80 80 80 80 80 00")]
    public void A_length_beyond_two_gigabytes_is_refused_at_once(string bytes) =>
        Assert.Throws<InvalidDataException>(() => FrameLength.TryRead(new ReadOnlySequence<byte>(Protocols.Hex(bytes)), out _, out _));

    [Fact]
    public void A_length_with_more_bytes_than_it_needs_is_the_same_length()
    {
        var input = new ReadOnlySequence<byte>(Protocols.Hex("82 00 91 06"));
        Assert.True(Protocols.MessagePack.TryParseMessage(ref input, Nothing, out var message));
        Assert.Same(PingMessage.Instance, message);
    }

    [Fact]
    public void Nothing_is_taken_before_a_message_is_there_whole()
    {
        var bytes = Protocols.MessagePack.GetMessageBytes(new InvocationMessage("1", "method", [])).ToArray();
        for (var length = 0; length < bytes.Length; length++)
        {
            var input = new ReadOnlySequence<byte>(bytes, 0, length);
            Assert.False(Protocols.MessagePack.TryParseMessage(ref input, Nothing, out _));
            Assert.Equal(length, input.Length);
        }
    }

    [Fact]
    public void Messages_of_a_type_that_is_not_known_are_passed_over()
    {
        // 42 and 256 are no types; the ping behind both is read, and what is behind that waits for more.
        var input = new ReadOnlySequence<byte>(Protocols.Hex("03 92 2a c0 05 92 cd 0100 c0 02 91 06 03 92"));
        Assert.True(Protocols.MessagePack.TryParseMessage(ref input, Nothing, out var message));
        Assert.Same(PingMessage.Instance, message);
        Assert.Equal(2, input.Length);
        Assert.False(Protocols.MessagePack.TryParseMessage(ref input, Nothing, out _));
    }

    [Theory]
    [InlineData("01 91 06")] // the array claims an item that lies in the next message
    [InlineData("08 96 01 80 c0 a6 6d 65 74 68 6f 64 90 90")] // a target that would end behind the end
    [InlineData("00 02 91 06")] // an empty one
    [InlineData("01 06")] // no array
    [InlineData("02 91 c3")] // a type that is no number
    [InlineData("01 90")] // no type
    public void What_is_no_message_ends_the_connection(string bytes)
    {
        var input = new ReadOnlySequence<byte>(Protocols.Hex(bytes));
        Assert.Throws<InvalidDataException>(() => Protocols.MessagePack.TryParseMessage(ref input, Nothing, out _));
    }

    [Fact]
    public void Version_2_and_1_are_spoken_and_3_is_not()
    {
        Assert.Equal(("messagepack", 2), (Protocols.MessagePack.Name, Protocols.MessagePack.Version));
        Assert.True(Protocols.MessagePack.IsVersionSupported(1));
        Assert.False(Protocols.MessagePack.IsVersionSupported(3));
        Assert.Equal(Microsoft.AspNetCore.Connections.TransferFormat.Binary, Protocols.MessagePack.TransferFormat);
    }
}
