using System.Text;
using ChatService.Realtime.Nodes;
using Microsoft.AspNetCore.SignalR;

namespace ChatService.Realtime.Tests.Wire;

/// <summary>WIRE.md, byte for byte. A change that breaks one of these breaks nodes of the version before.</summary>
public sealed class EnvelopeCodecTests
{
    public static TheoryData<string, string> Written => new()
    {
        { "nothing but a kind", "010101" },
        { "to a group", "01 01 02 02 01 48 03 01 67 06 01 4D 07 09 01 04 6A 73 6F 6E 02 01 7B" },
        { "names", "01 01 03 03 00 03 03 E5 AE A2 04 02 00 D8" },
        { "a question", "01 01 05 02 01 48 03 01 67 08 02 AC 02 0A 02 63 31" },
        { "an answer", "01 01 07 02 01 48 08 0A FF FF FF FF FF FF FF FF FF 01 09 01 61" },
        { "no result", "01 01 09 02 01 48 09 01 61 0A 02 63 31 0B 02 69 31 0E 02 6E 6F" },
        { "a hint", "01 01 0A 0C 01 74 0D 02 00 FF" },
        { "to all but one", "01 01 01 02 01 48 05 02 63 31 05 02 63 32" },
    };

    [Theory]
    [MemberData(nameof(Written))]
    public void Each_kind_is_written_exactly_so(string what, string hex) =>
        Assert.Equal(hex.Replace(" ", string.Empty, StringComparison.Ordinal), Convert.ToHexString(EnvelopeCodec.Write(Example(what))));

    [Theory]
    [MemberData(nameof(Written))]
    public void What_was_written_is_read_again(string what, string hex)
    {
        var read = EnvelopeCodec.Read(Bytes(hex));
        Assert.NotNull(read);
        Assert.Equal(EnvelopeCodec.Write(Example(what)), EnvelopeCodec.Write(read));
    }

    [Theory]
    [MemberData(nameof(Written))]
    public void Fields_of_a_later_version_are_skipped(string what, string hex)
    {
        // Another field before and behind, and one of our own tags repeated as a later version might.
        var later = Bytes("63 03 01 02 03 " + hex + " FF 00 64 01 07");
        var read = EnvelopeCodec.Read(later);
        Assert.NotNull(read);
        Assert.Equal(EnvelopeCodec.Write(Example(what)), EnvelopeCodec.Write(read));
    }

    [Fact]
    public void A_kind_of_a_later_version_is_read_as_unknown() => Assert.Equal(EnvelopeKind.Unknown, EnvelopeCodec.Read(Bytes("01 01 63 02 01 48"))?.Kind);

    [Fact]
    public void A_payload_without_a_protocol_is_left_out() => Assert.Empty(EnvelopeCodec.Read(Bytes("01 01 02 07 03 02 01 7B"))!.Payloads);

    [Theory]
    [InlineData("01")]
    [InlineData("01 02 02")]
    [InlineData("01 01 02 02 FF")]
    [InlineData("01 FF FF FF FF FF FF FF FF FF 01")]
    [InlineData("01 FF FF FF FF FF FF FF FF FF FF 01")]
    [InlineData("02 80")]
    public void What_is_cut_off_or_lies_about_its_length_is_not_read(string hex) => Assert.Null(EnvelopeCodec.Read(Bytes(hex)));

    [Fact]
    public void No_bytes_make_the_reader_throw()
    {
        const int Seed = 20_261_122;
        var random = new Random(Seed);
        var whole = Written.Select(row => Bytes(row.Data.Item2)).ToList();
        for (var i = 0; i < 20_000; i++)
        {
            var bytes = (byte[])whole[i % whole.Count].Clone();
            for (var hits = random.Next(1, 4); hits > 0; hits--)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }

            _ = EnvelopeCodec.Read(bytes.AsMemory(0, random.Next(bytes.Length + 1)));
            _ = FrameCodec.Read(bytes.AsMemory(0, random.Next(bytes.Length + 1)));
        }
    }

    private static Envelope Example(string what) => what switch
    {
        "nothing but a kind" => new Envelope(EnvelopeKind.All),
        "to a group" => new Envelope(EnvelopeKind.Groups) { Hub = "H", Names = ["g"], Method = "M", Payloads = [new SerializedMessage("json", Encoding.UTF8.GetBytes("{"))] },
        "names" => new Envelope(EnvelopeKind.Users) { Names = ["", "客", "\ud800"] },
        "a question" => new Envelope(EnvelopeKind.Join) { Hub = "H", Names = ["g"], Connection = "c1", Correlation = 300 },
        "an answer" => new Envelope(EnvelopeKind.Done) { Hub = "H", ToNode = "a", Correlation = ulong.MaxValue },
        "no result" => new Envelope(EnvelopeKind.Result) { Hub = "H", ToNode = "a", Connection = "c1", Invocation = "i1", Error = "no" },
        "a hint" => new Envelope(EnvelopeKind.Hint) { Topic = "t", Body = new byte[] { 0, 255 } },
        _ => new Envelope(EnvelopeKind.All) { Hub = "H", Excluded = ["c1", "c2"] },
    };

    private static byte[] Bytes(string hex) => Convert.FromHexString(hex.Replace(" ", string.Empty, StringComparison.Ordinal));
}
