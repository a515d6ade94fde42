using System.Buffers.Binary;
using System.Text;
using System.Text.Json.Nodes;

namespace ChatService.LoadTests.Wire;

/// <summary>Reads MessagePack from its specification, independent of the server's own reader: a mistake that both would share is then seen. Throws <see cref="InvalidDataException"/>.</summary>
public ref struct PackReader(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> rest = bytes;

    /// <summary>How many items follow.</summary>
    public int ArrayHeader() => Take() switch
    {
        var b and >= 0x90 and <= 0x9F => b & 0x0F,
        0xDC => Big(2),
        0xDD => Big(4),
        var b => throw Wrong(b, "an array"),
    };

    /// <summary>How many pairs follow.</summary>
    public int MapHeader() => Take() switch
    {
        var b and >= 0x80 and <= 0x8F => b & 0x0F,
        0xDE => Big(2),
        0xDF => Big(4),
        var b => throw Wrong(b, "a map"),
    };

    public long Number()
    {
        var b = Take();
        return b switch
        {
            <= 0x7F => b,
            >= 0xE0 => (sbyte)b,
            0xCC => Bytes(1)[0],
            0xCD => BinaryPrimitives.ReadUInt16BigEndian(Bytes(2)),
            0xCE => BinaryPrimitives.ReadUInt32BigEndian(Bytes(4)),
            0xCF => checked((long)BinaryPrimitives.ReadUInt64BigEndian(Bytes(8))),
            0xD0 => (sbyte)Bytes(1)[0],
            0xD1 => BinaryPrimitives.ReadInt16BigEndian(Bytes(2)),
            0xD2 => BinaryPrimitives.ReadInt32BigEndian(Bytes(4)),
            0xD3 => BinaryPrimitives.ReadInt64BigEndian(Bytes(8)),
            _ => throw Wrong(b, "an integer"),
        };
    }

    /// <summary>UTF-8; empty for nil.</summary>
    public ReadOnlySpan<byte> Text() => Take() switch
    {
        var b and >= 0xA0 and <= 0xBF => Bytes(b & 0x1F),
        0xD9 => Bytes(Bytes(1)[0]),
        0xDA => Bytes(Big(2)),
        0xDB => Bytes(Big(4)),
        0xC0 => default,
        var b => throw Wrong(b, "a string"),
    };

    /// <summary>Any value, as JSON.</summary>
    public JsonNode? Any()
    {
        switch (rest[0])
        {
            case 0xC0:
                Take();
                return null;
            case 0xC2 or 0xC3:
                return Take() == 0xC3;
            case 0xCB:
                Take();
                return BinaryPrimitives.ReadDoubleBigEndian(Bytes(8));
            case (>= 0xA0 and <= 0xBF) or 0xD9 or 0xDA or 0xDB:
                return Encoding.UTF8.GetString(Text());
            case (>= 0x90 and <= 0x9F) or 0xDC or 0xDD:
                var array = new JsonArray();
                for (var left = ArrayHeader(); left > 0; left--)
                {
                    array.Add(Any());
                }

                return array;
            case (>= 0x80 and <= 0x8F) or 0xDE or 0xDF:
                var map = new JsonObject();
                for (var left = MapHeader(); left > 0; left--)
                {
                    var key = Encoding.UTF8.GetString(Text());
                    map[key] = Any();
                }

                return map;
            default:
                return Number();
        }
    }

    /// <summary>Passes over one value.</summary>
    public void Skip()
    {
        switch (rest[0])
        {
            case 0xC0 or 0xC2 or 0xC3:
                Take();
                break;
            case 0xCB:
                Take();
                Bytes(8);
                break;
            case (>= 0xA0 and <= 0xBF) or 0xD9 or 0xDA or 0xDB:
                Text();
                break;
            case (>= 0x90 and <= 0x9F) or 0xDC or 0xDD:
                Skip(ArrayHeader());
                break;
            case (>= 0x80 and <= 0x8F) or 0xDE or 0xDF:
                Skip(2 * MapHeader());
                break;
            default:
                Number();
                break;
        }
    }

    private void Skip(int values)
    {
        for (; values > 0; values--)
        {
            Skip();
        }
    }

    private byte Take() => Bytes(1)[0];

    private int Big(int size) => size == 2 ? BinaryPrimitives.ReadUInt16BigEndian(Bytes(2)) : checked((int)BinaryPrimitives.ReadUInt32BigEndian(Bytes(4)));

    private ReadOnlySpan<byte> Bytes(int count)
    {
        if (rest.Length < count)
        {
            throw new InvalidDataException("The record ends in the middle of a value.");
        }

        var taken = rest[..count];
        rest = rest[count..];
        return taken;
    }

    private static InvalidDataException Wrong(byte found, string wanted) => new($"0x{found:X2} where {wanted} was expected.");
}
