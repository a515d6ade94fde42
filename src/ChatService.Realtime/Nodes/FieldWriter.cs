using System.Buffers;
using System.Text;

namespace ChatService.Realtime.Nodes;

/// <summary>Writes fields: a tag (one byte), the length of the value (LEB128), the value.</summary>
internal sealed class FieldWriter
{
    // Nine times seven bits and one more.
    private const int MaxNumber = 10;

    private readonly ArrayBufferWriter<byte> buffer = new(512);

    /// <summary>Everything so far.</summary>
    public ReadOnlySpan<byte> Written => buffer.WrittenSpan;

    public void Raw(ReadOnlySpan<byte> bytes) => buffer.Write(bytes);

    public void Bytes(byte tag, ReadOnlySpan<byte> value)
    {
        Head(tag, value.Length);
        buffer.Write(value);
    }

    /// <summary>Absent when empty. What is no valid Unicode is written with replacement characters: only for texts that are not compared.</summary>
    public void Text(byte tag, string value)
    {
        if (value.Length > 0)
        {
            Head(tag, Encoding.UTF8.GetByteCount(value));
            Encoding.UTF8.GetBytes(value, buffer);
        }
    }

    /// <summary>Absent when zero.</summary>
    public void Number(byte tag, ulong value)
    {
        if (value > 0)
        {
            Span<byte> bytes = stackalloc byte[MaxNumber];
            Bytes(tag, bytes[..Leb128(value, bytes)]);
        }
    }

    private void Head(byte tag, int length)
    {
        Span<byte> head = stackalloc byte[1 + MaxNumber];
        head[0] = tag;
        buffer.Write(head[..(1 + Leb128((ulong)length, head[1..]))]);
    }

    private static int Leb128(ulong value, Span<byte> bytes)
    {
        var count = 0;
        while (value >= 0x80)
        {
            bytes[count++] = (byte)(value | 0x80);
            value >>= 7;
        }

        bytes[count++] = (byte)value;
        return count;
    }
}
