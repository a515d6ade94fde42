using ChatService.Realtime.MessagePack;

namespace ChatService.Realtime.Tests.MessagePack;

/// <summary>Values that nobody wants, and values that claim to be longer than they are.</summary>
public sealed class SkippingTests
{
    /// <summary>A head that claims more than there is.</summary>
    public static TheoryData<string> Claims => new()
    {
        { "db ffffffff" },
        { "da ffff" },
        { "d9 02 61" },
        { "a2 61" },
        { "c6 ffffffff" },
        { "c5 ffff" },
        { "c4 01" },
        { "dd ffffffff" },
        { "dc ffff" },
        { "92 01" },
        { "df ffffffff" },
        { "df 80000000" },
        { "de ffff" },
        { "81 01" },
        { "c9 ffffffff 05" },
        { "c8 ffff 05" },
        { "c7 02 05 00" },
        { "d8 05 00" },
        { "cf 00000000000000" },
        { "cb 00000000000000" },
        { "cc" },
        { "" },
    };

    [Theory]
    [MemberData(nameof(Claims))]
    public void A_claim_of_more_than_there_is_is_refused_and_costs_nothing(string bytes)
    {
        Assert.Throws<InvalidDataException>(() => Skip(bytes));
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Throws<InvalidDataException>(() => Skip(bytes));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 16_384);
    }

    [Fact]
    public void Whatever_is_not_wanted_is_passed_over_as_a_whole()
    {
        string[] values =
        [
            "c0", "c3", "05", "cc 80", "cd 0100", "ce 00010000", "cf ffffffffffffffff", "d0 80", "d1 8000", "d2 80000000", "d3 8000000000000000", "ca 3fc00000", "cb 3ff8000000000000",
            "a1 61", "d9 01 61", "c4 01 61", "93 01 92 02 03 c0", "82 a1 61 81 01 02 a1 62 90", "d6 ff 00000001", "dc 0001 c0", "de 0001 c0 c0",
        ];
        foreach (var value in values)
        {
            var reader = new MsgPackReader(Protocols.Hex(value + "2a"));
            Assert.Equal(Protocols.Hex(value), reader.ReadRaw().ToArray());
            Assert.Equal(42, reader.ReadInt64());
        }
    }

    [Fact]
    public void A_hundred_thousand_levels_are_passed_over_without_a_deep_stack()
    {
        var reader = new MsgPackReader([.. Enumerable.Repeat((byte)0x91, 100_000), 0x00, 0x2a]);
        reader.Skip();
        Assert.Equal(42, reader.ReadInt64());
    }

    [Theory]
    [InlineData("c1")] // begins no value
    [InlineData("92 01 c1")]
    public void What_is_no_value_is_not_passed_over(string bytes) => Assert.Throws<InvalidDataException>(() => Skip(bytes));

    private static void Skip(string hex)
    {
        var reader = new MsgPackReader(Protocols.Hex(hex));
        reader.Skip();
    }
}
