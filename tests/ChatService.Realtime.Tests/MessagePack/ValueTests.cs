using System.Buffers;
using System.Globalization;
using System.Text;
using ChatService.Realtime.MessagePack;

namespace ChatService.Realtime.Tests.MessagePack;

/// <summary>Single values, byte for byte as the MessagePack specification has them: what is written, and everything that may be read.</summary>
public sealed class ValueTests
{
    private delegate T Read<T>(ref MsgPackReader reader);

    private delegate void Write(ref MsgPackWriter writer);

    /// <summary>The shortest form of each, at both ends of every width.</summary>
    public static TheoryData<long, string> Integers => new()
    {
        { 0, "00" },
        { 127, "7f" },
        { 128, "cc 80" },
        { 255, "cc ff" },
        { 256, "cd 0100" },
        { 65_535, "cd ffff" },
        { 65_536, "ce 00010000" },
        { 4_294_967_295, "ce ffffffff" },
        { 4_294_967_296, "cf 0000000100000000" },
        { long.MaxValue, "cf 7fffffffffffffff" },
        { -1, "ff" },
        { -32, "e0" },
        { -33, "d0 df" },
        { -128, "d0 80" },
        { -129, "d1 ff7f" },
        { -32_768, "d1 8000" },
        { -32_769, "d2 ffff7fff" },
        { int.MinValue, "d2 80000000" },
        { int.MinValue - 1L, "d3 ffffffff7fffffff" },
        { long.MinValue, "d3 8000000000000000" },
    };

    /// <summary>Longer than need be, but clear; JavaScript's encoder writes some of them.</summary>
    public static TheoryData<long, string> LongIntegers => new()
    {
        { 5, "cc 05" },
        { 5, "cd 0005" },
        { 5, "ce 00000005" },
        { 5, "cf 0000000000000005" },
        { 5, "d0 05" },
        { 5, "d1 0005" },
        { 5, "d2 00000005" },
        { 5, "d3 0000000000000005" },
        { -5, "d3 fffffffffffffffb" },
    };

    /// <summary>Length of a string, and its head.</summary>
    public static TheoryData<int, string> TextHeads => new()
    {
        { 0, "a0" },
        { 31, "bf" },
        { 32, "d9 20" },
        { 255, "d9 ff" },
        { 256, "da 0100" },
        { 65_535, "da ffff" },
        { 65_536, "db 00010000" },
    };

    /// <summary>Length of bytes, and their head.</summary>
    public static TheoryData<int, string> BinaryHeads => new()
    {
        { 0, "c4 00" },
        { 255, "c4 ff" },
        { 256, "c5 0100" },
        { 65_535, "c5 ffff" },
        { 65_536, "c6 00010000" },
    };

    /// <summary>Number of items, head of an array, head of a map.</summary>
    public static TheoryData<int, string, string> Counts => new()
    {
        { 0, "90", "80" },
        { 15, "9f", "8f" },
        { 16, "dc 0010", "de 0010" },
        { 65_535, "dc ffff", "de ffff" },
        { 65_536, "dd 00010000", "df 00010000" },
    };

    [Theory]
    [MemberData(nameof(Integers))]
    public void An_integer_is_written_in_its_shortest_form_and_read_again(long value, string bytes)
    {
        Assert.Equal(Protocols.Hex(bytes), Written((ref writer) => writer.Write(value)));
        Assert.Equal(value, ReadAll(bytes, (ref reader) => reader.ReadInt64()));
    }

    [Theory]
    [MemberData(nameof(LongIntegers))]
    public void An_integer_in_a_longer_form_is_the_same_integer(long value, string bytes) => Assert.Equal(value, ReadAll(bytes, (ref reader) => reader.ReadInt64()));

    [Fact]
    public void The_largest_integer_without_a_sign_fits_only_where_it_may()
    {
        Assert.Equal(Protocols.Hex("cf ffffffffffffffff"), Written((ref writer) => writer.Write(ulong.MaxValue)));
        Assert.Equal(ulong.MaxValue, ReadAll("cf ffffffffffffffff", (ref reader) => reader.ReadUInt64()));
        Assert.Throws<InvalidDataException>(() => ReadAll("cf ffffffffffffffff", (ref reader) => reader.ReadInt64()));
        Assert.Throws<InvalidDataException>(() => ReadAll("ff", (ref reader) => reader.ReadUInt64()));
    }

    [Theory]
    [InlineData("c2", false)]
    [InlineData("c3", true)]
    public void A_boolean_is_one_byte(string bytes, bool value)
    {
        Assert.Equal(Protocols.Hex(bytes), Written((ref writer) => writer.Write(value)));
        Assert.Equal(value, ReadAll(bytes, (ref reader) => reader.ReadBoolean()));
    }

    [Theory]
    [InlineData("cb 3ff8000000000000", 1.5)]
    [InlineData("ca 3fc00000", 1.5)]
    [InlineData("cb c000000000000000", -2)]
    [InlineData("07", 7)]
    [InlineData("d0 80", -128)]
    [InlineData("cf ffffffffffffffff", 18_446_744_073_709_551_615d)]
    public void A_float_is_read_from_either_width_and_from_an_integer(string bytes, double value) => Assert.Equal(value, ReadAll(bytes, (ref reader) => reader.ReadDouble()));

    [Fact]
    public void Floats_are_written_in_their_own_width()
    {
        Assert.Equal(Protocols.Hex("cb 3ff8000000000000"), Written((ref writer) => writer.Write(1.5)));
        Assert.Equal(Protocols.Hex("ca 3fc00000"), Written((ref writer) => writer.Write(1.5f)));
    }

    [Theory]
    [MemberData(nameof(TextHeads))]
    public void A_string_has_the_shortest_head_for_its_bytes(int length, string head)
    {
        var text = new string('x', length);
        byte[] bytes = [.. Protocols.Hex(head), .. Encoding.UTF8.GetBytes(text)];
        Assert.Equal(bytes, Written((ref writer) => writer.Write(text)));
        Assert.Equal(bytes, Written((ref writer) => writer.WriteUtf8(Encoding.UTF8.GetBytes(text))));
        Assert.Equal(text, ReadAll(bytes, (ref reader) => reader.ReadString()));
    }

    [Theory]
    [InlineData("a3 e5ae a2", "客")] // three bytes of UTF-8, one character
    [InlineData("a4 f09f9880", "😀")] // a pair of surrogates
    [InlineData("a1 00", "\0")]
    [InlineData("c0", null)]
    public void A_string_is_utf8(string bytes, string? text)
    {
        Assert.Equal(Protocols.Hex(bytes), Written((ref writer) => writer.Write(text)));
        Assert.Equal(text, ReadAll(bytes, (ref reader) => reader.ReadString()));
    }

    [Theory]
    [InlineData("d9 01 61")]
    [InlineData("da 0001 61")]
    [InlineData("db 00000001 61")]
    public void A_string_with_a_longer_head_is_the_same_string(string bytes) => Assert.Equal("a", ReadAll(bytes, (ref reader) => reader.ReadString()));

    [Theory]
    [InlineData("a2 c328")] // a lead byte without its second
    [InlineData("a1 ff")] // no byte of UTF-8
    [InlineData("a3 eda080")] // a lone surrogate
    [InlineData("a2 c080")] // a NUL in two bytes
    public void What_is_no_utf8_is_refused(string bytes) => Assert.Throws<InvalidDataException>(() => ReadAll(bytes, (ref reader) => reader.ReadString()));

    [Fact]
    public void A_lone_surrogate_is_written_as_the_replacement_character() =>
        Assert.Equal(Protocols.Hex("a3 efbfbd"), Written((ref writer) => writer.Write("\ud800")));

    [Theory]
    [MemberData(nameof(BinaryHeads))]
    public void Bytes_have_the_shortest_head(int length, string head)
    {
        var content = Enumerable.Range(0, length).Select(i => (byte)i).ToArray();
        byte[] bytes = [.. Protocols.Hex(head), .. content];
        Assert.Equal(bytes, Written((ref writer) => writer.WriteBinary(content)));
        Assert.Equal(content, ReadAll(bytes, (ref reader) => reader.ReadBinary().ToArray()));
    }

    [Theory]
    [MemberData(nameof(Counts))]
    public void Arrays_and_maps_have_the_shortest_head(int count, string arrayHead, string mapHead)
    {
        Assert.Equal(Protocols.Hex(arrayHead), Written((ref writer) => writer.WriteArrayHeader(count)));
        Assert.Equal(Protocols.Hex(mapHead), Written((ref writer) => writer.WriteMapHeader(count)));
        var reader = new MsgPackReader([.. Protocols.Hex(arrayHead), .. new byte[count]]);
        Assert.Equal(count, reader.ReadArrayHeader());
        reader = new MsgPackReader([.. Protocols.Hex(mapHead), .. new byte[2 * count]]);
        Assert.Equal(count, reader.ReadMapHeader());
    }

    [Theory]
    [InlineData("d4 05 11", 1)]
    [InlineData("d5 05 1111", 2)]
    [InlineData("d6 05 11111111", 4)]
    [InlineData("d7 05 1111111111111111", 8)]
    [InlineData("d8 05 11111111111111111111111111111111", 16)]
    [InlineData("c7 03 05 111111", 3)]
    [InlineData("c8 0003 05 111111", 3)]
    [InlineData("c9 00000003 05 111111", 3)]
    public void An_extension_of_every_width_is_read(string bytes, int length)
    {
        var reader = new MsgPackReader(Protocols.Hex(bytes));
        Assert.Equal(Enumerable.Repeat((byte)0x11, length), reader.ReadExtension(out var type).ToArray());
        Assert.Equal(5, type);
    }

    [Theory]
    [InlineData("d6 ff 00000001", "1970-01-01T00:00:01.0000000Z")] // 32 bits of seconds
    [InlineData("d7 ff 07270e0000000002", "1970-01-01T00:00:02.0300000Z")] // 30 bits of nanoseconds (30 ms), 34 of seconds
    [InlineData("c7 0c ff 00000064 ffffffffffffffff", "1969-12-31T23:59:59.0000001Z")] // 32 of nanoseconds, 64 of seconds with a sign
    public void A_timestamp_of_every_width_is_a_time(string bytes, string time)
    {
        var reader = new MsgPackReader(Protocols.Hex(bytes));
        var content = reader.ReadExtension(out var type);
        Assert.Equal(Timestamp.ExtensionType, type);
        Assert.Equal(DateTimeOffset.Parse(time, CultureInfo.InvariantCulture), Timestamp.Read(content));
    }

    [Theory]
    [InlineData("c7 0c ff 3b9aca00 0000000000000000")] // a thousand million nanoseconds
    [InlineData("c7 0c ff 00000000 7fffffffffffffff")] // after the year 9999
    [InlineData("c7 0c ff 00000000 8000000000000000")] // before the year 1
    [InlineData("c7 03 ff 000000")]
    public void What_is_no_time_is_refused(string bytes) =>
        Assert.Throws<InvalidDataException>(() => ReadAll(bytes, (ref reader) => Timestamp.Read(reader.ReadExtension(out _))));

    [Theory]
    [InlineData("a1 61")]
    [InlineData("c3")]
    [InlineData("90")]
    [InlineData("cb 3ff0000000000000")]
    [InlineData("c0")]
    [InlineData("c1")]
    public void A_value_of_another_kind_is_no_integer(string bytes) => Assert.Throws<InvalidDataException>(() => ReadAll(bytes, (ref reader) => reader.ReadInt64()));

    private static T ReadAll<T>(string hex, Read<T> read) => ReadAll(Protocols.Hex(hex), read);

    private static T ReadAll<T>(byte[] bytes, Read<T> read)
    {
        var reader = new MsgPackReader(bytes);
        var value = read(ref reader);
        Assert.Equal(bytes.Length, reader.Position);
        return value;
    }

    private static byte[] Written(Write write)
    {
        var output = new ArrayBufferWriter<byte>();
        var writer = new MsgPackWriter(output);
        write(ref writer);
        writer.Flush();
        return output.WrittenSpan.ToArray();
    }
}
