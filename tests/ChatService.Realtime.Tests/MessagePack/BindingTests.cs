using System.Buffers;
using System.Collections.Immutable;
using System.Text.Json;
using ChatService.Contracts;
using ChatService.Realtime.MessagePack;
using ChatService.Realtime.MessagePack.Forms;
using static ChatService.Realtime.Tests.MessagePack.Shapes;

namespace ChatService.Realtime.Tests.MessagePack;

/// <summary>How values of .NET types stand in MessagePack: as JSON has them, and what is read leniently or refused.</summary>
public sealed class BindingTests
{
    private static readonly FormTable Forms = new(Protocols.Options.PayloadSerializerOptions);

    /// <summary>A value and its bytes, both ways.</summary>
    public static TheoryData<object, string> Values => new()
    {
        { true, "c3" },
        { (byte)200, "cc c8" },
        { (sbyte)-100, "d0 9c" },
        { (short)-300, "d1 fed4" },
        { (ushort)300, "cd 012c" },
        { 70_000, "ce 00011170" },
        { 70_000u, "ce 00011170" },
        { -1L, "ff" },
        { ulong.MaxValue, "cf ffffffffffffffff" },
        { 1.5f, "ca 3fc00000" },
        { 1.5d, "cb 3ff8000000000000" },
        { "客", "a3 e5aea2" },
        { new byte[] { 1, 2 }, "c4 02 0102" },
        { 'x', "a1 78" },
        { 12.25m, "cb 4028800000000000" },
        { Colour.DarkRed, "a8 6461726b5f726564" }, // dark_red
        { new DateOnly(2026, 11, 22), "aa 323032362d31312d3232" },
        { new DateTimeOffset(2026, 11, 22, 10, 0, 0, 5, TimeSpan.FromHours(2)), "b8 323032362d31312d32325430383a30303a30302e3030355a" }, // 2026-11-22T08:00:00.005Z
        { Guid.Parse("018f4e2a-7c1b-7e3d-9a55-0123456789ab"), "d9 24 30313866346532612d376331622d376533642d396135352d303132333435363738396162" },
        { new[] { 1, 2 }, "92 01 02" },
        { new List<string?> { "a", null }, "92 a1 61 c0" },
        { new Dictionary<string, long> { ["a"] = 1 }, "81 a1 61 01" },
        { new HashSet<int> { 3 }, "91 03" },
        { ImmutableArray.Create(1), "91 01" },
        { new Draining(5), "81 ad 7265636f6e6e656374496e4d73 05" },
        { Empty.Value, "80" },
        { new Pair(1, 2), "82 a4 6c656674 01 a5 7269676874 02" },
    };

    /// <summary>Type, bytes: what is none of that type.</summary>
    public static TheoryData<Type, string> Refused => new()
    {
        { typeof(bool), "01" },
        { typeof(byte), "cd 0100" },
        { typeof(sbyte), "cc 80" },
        { typeof(short), "ce 00010000" },
        { typeof(ushort), "ff" },
        { typeof(int), "ce 80000000" },
        { typeof(uint), "ff" },
        { typeof(ulong), "ff" },
        { typeof(int), "c0" },
        { typeof(double), "cb 7ff8000000000000" }, // NaN
        { typeof(double), "cb 7ff0000000000000" }, // infinite
        { typeof(float), "cb 7fefffffffffffff" }, // finite, but not in 32 bits
        { typeof(double), "a1 31" },
        { typeof(string), "01" },
        { typeof(string), "c4 01 61" },
        { typeof(Guid), "a1 61" },
        { typeof(Guid), "c4 10 00000000000000000000000000000000" },
        { typeof(Guid), "d9 26 7b30313866346532612d376331622d376533642d396135352d3031323334353637383961627d" }, // in braces
        { typeof(Colour), "a3 726564" },
        { typeof(DateTimeOffset), "05" },
        { typeof(DateTimeOffset), "a5 746f646179" },
        { typeof(List<int>), "91 a1 61" },
        { typeof(List<int>), "80" },
        { typeof(int[]), "dd ffffffff" },
        { typeof(Dictionary<string, int>), "81 05 05" },
        { typeof(Dictionary<string, int>), "df 7fffffff" },
        { typeof(TypingRequest), "90" },
        { typeof(TypingRequest), "81 05 05" },
        { typeof(TypingRequest), "df ffffffff" },
        { typeof(TypingRequest), "81 ae 636f6e766572736174696f6e4964 c0" }, // a nil for an id
        { typeof(Wanted), "80" }, // a required field is missing
        { typeof(JsonElement), "81 05 05" },
        { typeof(JsonElement), "d4 05 00" }, // an extension that means nothing
        { typeof(JsonElement), "cb 7ff8000000000000" },
        { typeof(object), "c1" },
        { typeof(INamed), "80" },
        { typeof(Type), "80" },
    };

    [Theory]
    [MemberData(nameof(Values))]
    public void A_value_has_these_bytes(object value, string bytes)
    {
        Assert.Equal(Convert.ToHexString(Protocols.Hex(bytes)), Convert.ToHexString(Write(value)));
        Assert.Equal(Protocols.JsonOf(value), Protocols.JsonOf(Read(value.GetType(), Protocols.Hex(bytes))));
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public void What_is_no_value_of_the_type_is_refused(Type type, string bytes)
    {
        var error = Assert.ThrowsAny<Exception>(() => Read(type, Protocols.Hex(bytes)));
        Assert.True(error is InvalidDataException or JsonException or NotSupportedException, error.ToString());
    }

    [Fact]
    public void Fields_may_come_in_any_order_and_case_and_with_others_between_them()
    {
        // {"more": {"a": [1, nil]}, "PREVIEW": "x", 3 levels of nothing, "conversationId": id, "preview": "y"}
        var id = Guid.NewGuid();
        byte[] bytes =
        [
            0x85, .. Text("more"), 0x81, .. Text("a"), 0x92, 0x01, 0xc0, .. Text("PREVIEW"), .. Text("x"), .. Text("z"), 0x91, 0x91, 0x90,
            .. Text("conversationId"), .. Text(id.ToString().ToUpperInvariant()), .. Text("preview"), .. Text("y"),
        ];
        Assert.Equal(new TypingRequest(id, "y"), Read(typeof(TypingRequest), bytes));
    }

    [Fact]
    public void What_is_missing_has_the_value_that_its_declaration_gives_it()
    {
        Assert.Equal(new Lenient(0, 7, "there") { Later = 5 }, Read(typeof(Lenient), [0x80]));
        Assert.Equal(new Lenient(1, 2, null) { Later = 3 }, Read(typeof(Lenient), [0x84, .. Text("a"), 1, .. Text("b"), 2, .. Text("c"), 0xc0, .. Text("later"), 3]));
        Assert.Equal(new Wanted { Name = "x" }, Read(typeof(Wanted), [0x81, .. Text("name"), .. Text("x")]));
    }

    [Fact]
    public void Nothing_of_one_message_is_left_for_the_next()
    {
        Read(typeof(Lenient), [0x82, .. Text("a"), 9, .. Text("later"), 9]);
        Assert.ThrowsAny<Exception>(() => Read(typeof(Lenient), [0x82, .. Text("a"), 8, .. Text("b"), 0xc3]));
        Assert.Equal(new Lenient(0, 7, "there") { Later = 5 }, Read(typeof(Lenient), [0x80]));
    }

    [Fact]
    public void A_nil_is_null_where_null_may_be()
    {
        foreach (var type in new[] { typeof(string), typeof(int?), typeof(List<int>), typeof(Dictionary<string, int>), typeof(TypingRequest), typeof(byte[]), typeof(object) })
        {
            Assert.Null(Read(type, [0xc0]));
        }
    }

    [Fact]
    public void Whatever_it_is_it_is_read_as_json_where_nothing_else_is_said()
    {
        var bytes = Protocols.Hex("87 a1 61 c0 a1 62 92 c3 c2 a1 63 cf ffffffffffffffff a1 64 cb 3ff8000000000000 a1 65 c4 03 010203 a1 66 d6 ff 00000001 a1 67 81 a3 e99693 d0 80");
        var element = Assert.IsType<JsonElement>(Read(typeof(object), bytes));
        Assert.True(JsonElement.DeepEquals(
            element, JsonElement.Parse("""{"a":null,"b":[true,false],"c":18446744073709551615,"d":1.5,"e":"AQID","f":"1970-01-01T00:00:01+00:00","g":{"間":-128}}""")));
        Assert.Equal(element.GetRawText(), ((JsonElement)Read(typeof(JsonElement), bytes)!).GetRawText());
    }

    [Fact]
    public void Json_inside_a_value_is_written_as_what_it_is()
    {
        var element = JsonElement.Parse("""{"a":[1,-1,1.5,18446744073709551615,null,true,"\"\n客"],"b":{"c":{}}}""");
        Assert.Equal(
            Convert.ToHexString(Protocols.Hex("82 a1 61 97 01 ff cb 3ff8000000000000 cf ffffffffffffffff c0 c3 a5 220ae5aea2 a1 62 81 a1 63 80")), Convert.ToHexString(Write(element)));
    }

    [Fact]
    public void A_date_of_javascript_is_a_time() =>
        Assert.Equal(DateTimeOffset.UnixEpoch.AddSeconds(1), Read(typeof(DateTimeOffset), Protocols.Hex("d6 ff 00000001")));

    [Fact]
    public void Bytes_in_base64_are_bytes() => Assert.Equal(new byte[] { 1, 2, 3 }, Read(typeof(byte[]), Text("AQID")));

    [Fact]
    public void A_list_that_says_what_it_is_keeps_that_even_where_another_is_declared() =>
        Assert.Equal(Convert.ToHexString(Protocols.Hex("92 a1 61 05")), Convert.ToHexString(Write(new Holder(["a", 5]), "items")));

    [Theory]
    [InlineData(16)]
    [InlineData(17)]
    public void What_is_made_is_at_most_as_deep_as_json_allows(int depth)
    {
        byte[] bytes = [.. Enumerable.Repeat((byte)0x91, depth), 0x00];
        Assert.Equal(16, Forms.MaxDepth);
        if (depth <= Forms.MaxDepth)
        {
            Assert.Equal(JsonValueKind.Array, ((JsonElement)Read(typeof(object), bytes)!).ValueKind);
        }
        else
        {
            Assert.Throws<InvalidDataException>(() => Read(typeof(object), bytes));
        }
    }

    [Fact]
    public void An_object_that_holds_itself_is_not_written_for_ever()
    {
        var chain = new Chain();
        chain.Next = chain;
        Assert.Throws<InvalidDataException>(() => Write(chain));
    }

    [Fact]
    public void What_json_ignores_renames_converts_or_tells_apart_is_so_here_too()
    {
        var value = new Odd { Secret = "s", Renamed = 1, Maybe = null, Colour = Colour.Blue, Shape = new Circle(2), More = new() { ["x"] = JsonElement.Parse("1") }, Text = "5" };
        Assert.True(JsonElement.DeepEquals(JsonSerializer.SerializeToElement(value, Protocols.Options.PayloadSerializerOptions), (JsonElement)Read(typeof(JsonElement), Write(value))!));
        Assert.Equal(Protocols.JsonOf(value), Protocols.JsonOf(Read(typeof(Odd), Write(value))));
    }

    [Fact]
    public void No_contract_takes_the_long_way_over_json() =>
        Assert.All(Sample.Contracts, type => Assert.Equal(typeof(ObjectForm<>).MakeGenericType(type), Forms.Of(type).GetType()));

    private static byte[] Text(string text) => Write(text);

    private static byte[] Write(object value)
    {
        var output = new ArrayBufferWriter<byte>();
        var writer = new MsgPackWriter(output, Forms.MaxDepth);
        Forms.Of(value.GetType()).WriteObject(ref writer, value);
        writer.Flush();
        return output.WrittenSpan.ToArray();
    }

    // Of an object with one field: the field's own bytes.
    private static byte[] Write(object value, string field) => Write(value)[(1 + Text(field).Length)..];

    private static object? Read(Type type, byte[] bytes)
    {
        var reader = new MsgPackReader(bytes, Forms.MaxDepth);
        var value = Forms.Of(type).ReadObject(ref reader);
        Assert.Equal(bytes.Length, reader.Position);
        return value;
    }
}
