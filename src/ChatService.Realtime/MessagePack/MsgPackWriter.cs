using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace ChatService.Realtime.MessagePack;

/// <summary>Writes MessagePack values in their shortest form. Nothing is certain to have reached the buffer before <see cref="Flush"/>.</summary>
internal ref struct MsgPackWriter(IBufferWriter<byte> output, int maxDepth = MsgPackReader.DefaultDepth)
{
    private readonly IBufferWriter<byte> output = output;
    private Span<byte> span;
    private int used;
    private int depth;

    public void WriteNil() => Byte(MsgPackCode.Nil);

    public void Write(bool value) => Byte(value ? MsgPackCode.True : MsgPackCode.False);

    public void Write(long value)
    {
        switch (value)
        {
            case >= 0:
                Write((ulong)value);
                break;
            case >= -32:
                Byte((byte)(sbyte)value);
                break;
            case >= sbyte.MinValue:
                Head(MsgPackCode.Int8, 1)[0] = (byte)(sbyte)value;
                break;
            case >= short.MinValue:
                BinaryPrimitives.WriteInt16BigEndian(Head(MsgPackCode.Int16, 2), (short)value);
                break;
            case >= int.MinValue:
                BinaryPrimitives.WriteInt32BigEndian(Head(MsgPackCode.Int32, 4), (int)value);
                break;
            default:
                BinaryPrimitives.WriteInt64BigEndian(Head(MsgPackCode.Int64, 8), value);
                break;
        }
    }

    public void Write(ulong value)
    {
        switch (value)
        {
            case <= MsgPackCode.MaxPositiveFixInt:
                Byte((byte)value);
                break;
            case <= byte.MaxValue:
                Head(MsgPackCode.UInt8, 1)[0] = (byte)value;
                break;
            case <= ushort.MaxValue:
                BinaryPrimitives.WriteUInt16BigEndian(Head(MsgPackCode.UInt16, 2), (ushort)value);
                break;
            case <= uint.MaxValue:
                BinaryPrimitives.WriteUInt32BigEndian(Head(MsgPackCode.UInt32, 4), (uint)value);
                break;
            default:
                BinaryPrimitives.WriteUInt64BigEndian(Head(MsgPackCode.UInt64, 8), value);
                break;
        }
    }

    public void Write(float value) => BinaryPrimitives.WriteSingleBigEndian(Head(MsgPackCode.Float32, 4), value);

    public void Write(double value) => BinaryPrimitives.WriteDoubleBigEndian(Head(MsgPackCode.Float64, 8), value);

    /// <summary>Null becomes nil; a lone surrogate U+FFFD, as in JSON.</summary>
    public void Write(string? value)
    {
        if (value is null)
        {
            WriteNil();
            return;
        }

        var length = Encoding.UTF8.GetByteCount(value);
        TextHeader(length);
        Encoding.UTF8.GetBytes(value, Advance(length));
    }

    /// <summary>A string that is UTF-8 already.</summary>
    public void WriteUtf8(scoped ReadOnlySpan<byte> utf8)
    {
        TextHeader(utf8.Length);
        utf8.CopyTo(Advance(utf8.Length));
    }

    public void WriteBinary(scoped ReadOnlySpan<byte> bytes)
    {
        Header((uint)bytes.Length, MsgPackCode.Bin8, MsgPackCode.Bin16, MsgPackCode.Bin32);
        bytes.CopyTo(Advance(bytes.Length));
    }

    /// <summary>That many values must follow.</summary>
    public void WriteArrayHeader(int count)
    {
        if (count <= MsgPackCode.MaxFixArray - MsgPackCode.FixArray)
        {
            Byte((byte)(MsgPackCode.FixArray + count));
        }
        else
        {
            Header((uint)count, null, MsgPackCode.Array16, MsgPackCode.Array32);
        }
    }

    /// <summary>That many pairs of key and value must follow.</summary>
    public void WriteMapHeader(int count)
    {
        if (count <= MsgPackCode.MaxFixMap - MsgPackCode.FixMap)
        {
            Byte((byte)(MsgPackCode.FixMap + count));
        }
        else
        {
            Header((uint)count, null, MsgPackCode.Map16, MsgPackCode.Map32);
        }
    }

    /// <summary>Values that are MessagePack already.</summary>
    public void WriteRaw(scoped ReadOnlySpan<byte> encoded) => encoded.CopyTo(Advance(encoded.Length));

    /// <summary>Before the items of an array or map. Throws when an object holds itself.</summary>
    public void Enter()
    {
        if (++depth > maxDepth)
        {
            throw Malformed.TooDeep(maxDepth);
        }
    }

    public void Leave() => depth--;

    /// <summary>Hands over what was written.</summary>
    public void Flush()
    {
        output.Advance(used);
        span = default;
        used = 0;
    }

    private void TextHeader(int length)
    {
        if (length <= MsgPackCode.MaxFixStr - MsgPackCode.FixStr)
        {
            Byte((byte)(MsgPackCode.FixStr + length));
        }
        else
        {
            Header((uint)length, MsgPackCode.Str8, MsgPackCode.Str16, MsgPackCode.Str32);
        }
    }

    private void Header(uint length, byte? one, byte two, byte four)
    {
        if (one is not null && length <= byte.MaxValue)
        {
            Head(one.Value, 1)[0] = (byte)length;
        }
        else if (length <= ushort.MaxValue)
        {
            BinaryPrimitives.WriteUInt16BigEndian(Head(two, 2), (ushort)length);
        }
        else
        {
            BinaryPrimitives.WriteUInt32BigEndian(Head(four, 4), length);
        }
    }

    private void Byte(byte value) => Advance(1)[0] = value;

    private Span<byte> Head(byte code, int size)
    {
        var head = Advance(1 + size);
        head[0] = code;
        return head[1..];
    }

    private Span<byte> Advance(int size)
    {
        if (span.Length - used < size)
        {
            Flush();
            span = output.GetSpan(size);
        }

        var place = span.Slice(used, size);
        used += size;
        return place;
    }
}
