using System.Buffers.Binary;
using System.Text;
using System.Text.Unicode;

namespace ChatService.Realtime.MessagePack;

/// <summary>
/// Reads MessagePack values from one whole message. Throws <see cref="InvalidDataException"/> for everything that is not what was asked for; a length is compared with what is
/// left before anything is made for it. After an exception the position means nothing.
/// </summary>
internal ref struct MsgPackReader(ReadOnlySpan<byte> bytes, int maxDepth = MsgPackReader.DefaultDepth)
{
    /// <summary>As deep as JSON goes when nothing else is said.</summary>
    public const int DefaultDepth = 64;

    private readonly ReadOnlySpan<byte> bytes = bytes;
    private int position;
    private int depth;

    public readonly int Position => position;

    /// <summary>The kind of the next value; None when there is none.</summary>
    public readonly MsgPackKind Next => position < bytes.Length ? MsgPackCode.KindOf(bytes[position]) : MsgPackKind.None;

    /// <summary>The next value is an integer that may be too large for a sign.</summary>
    public readonly bool NextIsUnsigned => position < bytes.Length && bytes[position] == MsgPackCode.UInt64;

    private readonly int Left => bytes.Length - position;

    /// <summary>Passes over a nil; false, and nothing else, when the next value is another one.</summary>
    public bool TryReadNil()
    {
        var found = position < bytes.Length && bytes[position] == MsgPackCode.Nil;
        position += found ? 1 : 0;
        return found;
    }

    public bool ReadBoolean()
    {
        var code = Byte();
        return code switch
        {
            MsgPackCode.True => true,
            MsgPackCode.False => false,
            _ => throw Malformed.Expected("a boolean", code),
        };
    }

    /// <summary>An integer of any width that fits.</summary>
    public long ReadInt64()
    {
        var code = Byte();
        return code switch
        {
            <= MsgPackCode.MaxPositiveFixInt => code,
            >= MsgPackCode.MinNegativeFixInt => (sbyte)code,
            MsgPackCode.UInt64 => BinaryPrimitives.ReadUInt64BigEndian(Take(8)) is <= long.MaxValue and var value ? (long)value : throw Malformed.OutOfRange("64 bits with a sign"),
            MsgPackCode.Int8 => (sbyte)Byte(),
            MsgPackCode.Int16 => BinaryPrimitives.ReadInt16BigEndian(Take(2)),
            MsgPackCode.Int32 => BinaryPrimitives.ReadInt32BigEndian(Take(4)),
            MsgPackCode.Int64 => BinaryPrimitives.ReadInt64BigEndian(Take(8)),
            MsgPackCode.UInt8 => Byte(),
            MsgPackCode.UInt16 => UInt16(),
            MsgPackCode.UInt32 => UInt32(),
            _ => throw Malformed.Expected("an integer", code),
        };
    }

    /// <summary>An integer from 0 to 2^64-1.</summary>
    public ulong ReadUInt64()
    {
        if (NextIsUnsigned)
        {
            position++;
            return BinaryPrimitives.ReadUInt64BigEndian(Take(8));
        }

        return ReadInt64() is >= 0 and var value ? (ulong)value : throw Malformed.OutOfRange("64 bits without a sign");
    }

    /// <summary>A float of either width, or an integer.</summary>
    public double ReadDouble()
    {
        switch (position < bytes.Length ? bytes[position] : MsgPackCode.Unused)
        {
            case MsgPackCode.Float32:
                position++;
                return BinaryPrimitives.ReadSingleBigEndian(Take(4));
            case MsgPackCode.Float64:
                position++;
                return BinaryPrimitives.ReadDoubleBigEndian(Take(8));
            case MsgPackCode.UInt64:
                return ReadUInt64();
            default:
                return ReadInt64();
        }
    }

    /// <summary>The bytes of a string, not looked at any further.</summary>
    public ReadOnlySpan<byte> ReadUtf8()
    {
        var code = Byte();
        return code switch
        {
            >= MsgPackCode.FixStr and <= MsgPackCode.MaxFixStr => Take(code - MsgPackCode.FixStr),
            MsgPackCode.Str8 => Take(Byte()),
            MsgPackCode.Str16 => Take(UInt16()),
            MsgPackCode.Str32 => Take(UInt32()),
            _ => throw Malformed.Expected("a string", code),
        };
    }

    /// <summary>A string; null for nil.</summary>
    public string? ReadString() => TryReadNil() ? null : Text(ReadUtf8());

    /// <summary>Bytes.</summary>
    public ReadOnlySpan<byte> ReadBinary()
    {
        var code = Byte();
        return code switch
        {
            MsgPackCode.Bin8 => Take(Byte()),
            MsgPackCode.Bin16 => Take(UInt16()),
            MsgPackCode.Bin32 => Take(UInt32()),
            _ => throw Malformed.Expected("bytes", code),
        };
    }

    /// <summary>How many items follow. Each is at least a byte, so there are never more than bytes left.</summary>
    public int ReadArrayHeader()
    {
        var code = Byte();
        return code switch
        {
            >= MsgPackCode.FixArray and <= MsgPackCode.MaxFixArray => Count((uint)(code - MsgPackCode.FixArray), 1),
            MsgPackCode.Array16 => Count(UInt16(), 1),
            MsgPackCode.Array32 => Count(UInt32(), 1),
            _ => throw Malformed.Expected("an array", code),
        };
    }

    /// <summary>How many pairs of key and value follow.</summary>
    public int ReadMapHeader()
    {
        var code = Byte();
        return code switch
        {
            >= MsgPackCode.FixMap and <= MsgPackCode.MaxFixMap => Count((uint)(code - MsgPackCode.FixMap), 2),
            MsgPackCode.Map16 => Count(UInt16(), 2),
            MsgPackCode.Map32 => Count(UInt32(), 2),
            _ => throw Malformed.Expected("a map", code),
        };
    }

    /// <summary>An extension's type and bytes.</summary>
    public ReadOnlySpan<byte> ReadExtension(out sbyte type)
    {
        var code = Byte();
        var length = code switch
        {
            >= MsgPackCode.FixExt1 and <= MsgPackCode.FixExt16 => 1u << (code - MsgPackCode.FixExt1),
            MsgPackCode.Ext8 => Byte(),
            MsgPackCode.Ext16 => UInt16(),
            MsgPackCode.Ext32 => UInt32(),
            _ => throw Malformed.Expected("an extension", code),
        };
        type = (sbyte)Byte();
        return Take(length);
    }

    /// <summary>Passes over one value, however deep it is: nothing is kept of it, and nothing calls itself.</summary>
    public void Skip()
    {
        for (long pending = 1; pending > 0; pending--)
        {
            pending += SkipHead();
            if (pending - 1 > Left)
            {
                throw Malformed.Truncated();
            }
        }
    }

    /// <summary>One value as it stands.</summary>
    public ReadOnlySpan<byte> ReadRaw()
    {
        var start = position;
        Skip();
        return bytes[start..position];
    }

    /// <summary>Before the items of an array or map whose values are made, not skipped.</summary>
    public void Enter()
    {
        if (++depth > maxDepth)
        {
            throw Malformed.TooDeep(maxDepth);
        }
    }

    public void Leave() => depth--;

    /// <summary>UTF-8 as a string. Throws where JSON would: for bytes that are no UTF-8.</summary>
    public static string Text(ReadOnlySpan<byte> utf8) => Utf8.IsValid(utf8) ? Encoding.UTF8.GetString(utf8) : throw Malformed.InvalidText();

    // Passes over a value without its items; returns how many those are.
    private long SkipHead()
    {
        switch (Next)
        {
            case MsgPackKind.Array:
                return ReadArrayHeader();
            case MsgPackKind.Map:
                return 2L * ReadMapHeader();
            case MsgPackKind.Text:
                ReadUtf8();
                break;
            case MsgPackKind.Binary:
                ReadBinary();
                break;
            case MsgPackKind.Extension:
                ReadExtension(out _);
                break;
            default:
                SkipScalar(Byte());
                break;
        }

        return 0;
    }

    private void SkipScalar(byte code) => Take(code switch
    {
        MsgPackCode.Unused => throw Malformed.Expected("a value", code),
        MsgPackCode.UInt8 or MsgPackCode.Int8 => 1,
        MsgPackCode.UInt16 or MsgPackCode.Int16 => 2,
        MsgPackCode.UInt32 or MsgPackCode.Int32 or MsgPackCode.Float32 => 4,
        MsgPackCode.UInt64 or MsgPackCode.Int64 or MsgPackCode.Float64 => 8,
        _ => 0,
    });

    private byte Byte() => position < bytes.Length ? bytes[position++] : throw Malformed.Truncated();

    private ushort UInt16() => BinaryPrimitives.ReadUInt16BigEndian(Take(2));

    private uint UInt32() => BinaryPrimitives.ReadUInt32BigEndian(Take(4));

    private readonly int Count(uint claimed, int bytesEach) => (long)claimed * bytesEach <= Left ? (int)claimed : throw Malformed.Truncated();

    private ReadOnlySpan<byte> Take(long length)
    {
        if (length > Left)
        {
            throw Malformed.Truncated();
        }

        var taken = bytes.Slice(position, (int)length);
        position += (int)length;
        return taken;
    }
}
