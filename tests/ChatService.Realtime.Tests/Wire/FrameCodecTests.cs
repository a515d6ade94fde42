using ChatService.Realtime.Nodes;

namespace ChatService.Realtime.Tests.Wire;

/// <summary>WIRE.md, byte for byte.</summary>
public sealed class FrameCodecTests
{
    private const string Two = "43 53 01 01 01 02 6E 31 02 01 07 03 02 AC 02 04 03 01 01 0B 04 00";
    private const string Beacon = "43 53 01 01 01 02 6E 31 02 01 07 03 01 05 05 01 09";

    [Fact]
    public void Two_envelopes_are_written_exactly_so() =>
        Assert.Equal(Hex(Two), Convert.ToHexString(FrameCodec.Write(new Frame("n1", 7, 300, 0, [new byte[] { 1, 1, 11 }, ReadOnlyMemory<byte>.Empty]))));

    [Fact]
    public void A_beacon_is_written_exactly_so() => Assert.Equal(Hex(Beacon), Convert.ToHexString(FrameCodec.Write(new Frame("n1", 7, 5, 9, []))));

    [Fact]
    public void What_was_written_is_read_again()
    {
        var read = FrameCodec.Read(Bytes(Two));
        Assert.NotNull(read);
        Assert.Equal(("n1", 7UL, 300UL, 0UL), (read.Sender, read.Epoch, read.First, read.Beacon));
        Assert.Equal([[1, 1, 11], []], read.Envelopes.Select(envelope => envelope.ToArray()));
    }

    [Fact]
    public void A_frame_of_the_next_version_is_read_and_what_is_new_in_it_skipped()
    {
        var next = Bytes("43 53 02 01 63 02 AA BB 01 02 6E 31 02 01 07 03 01 05 05 01 09 64 00");
        var read = FrameCodec.Read(next);
        Assert.NotNull(read);
        Assert.Equal(("n1", 7UL, 5UL, 9UL), (read.Sender, read.Epoch, read.First, read.Beacon));
    }

    [Theory]
    [InlineData("")]
    [InlineData("43 53 01")]
    [InlineData("58 53 01 01 01 02 6E 31 03 01 05")]
    [InlineData("43 53 03 02 01 02 6E 31 03 01 05")]
    [InlineData("43 53 01 01 03 01 05")]
    [InlineData("43 53 01 01 01 02 6E 31")]
    [InlineData("43 53 01 01 01 02 6E 31 03 0A FF FF FF FF FF FF FF FF FF 01")]
    [InlineData("43 53 01 01 01 02 6E 31 03 01 05 04 09 01")]
    public void What_is_no_frame_is_not_read(string hex) => Assert.Null(FrameCodec.Read(Bytes(hex)));

    private static string Hex(string spaced) => spaced.Replace(" ", string.Empty, StringComparison.Ordinal);

    private static byte[] Bytes(string hex) => Convert.FromHexString(Hex(hex));
}
