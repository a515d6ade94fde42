using System.Buffers.Binary;
using System.Text;
using System.Text.Json;

namespace ChatService.LoadTests.Wire;

/// <summary>Writes MessagePack into a span that is large enough.</summary>
public ref struct PackWriter(Span<byte> to)
{
    private readonly Span<byte> to = to;

    /// <summary>Bytes so far.</summary>
    public int Length { get; private set; }

    /// <summary>At most 15 items.</summary>
    public void ArrayHeader(int items) => Byte((byte)(0x90 | items));

    /// <summary>At most 15 pairs.</summary>
    public void MapHeader(int pairs) => Byte((byte)(0x80 | pairs));

    public void Nil() => Byte(0xC0);

    public void Number(long value)
    {
        if (value is >= 0 and <= 0x7F)
        {
            Byte((byte)value);
            return;
        }

        Byte(0xD3);
        BinaryPrimitives.WriteInt64BigEndian(to[Length..], value);
        Length += 8;
    }

    public void Text(scoped ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length <= 31)
        {
            Byte((byte)(0xA0 | utf8.Length));
        }
        else if (utf8.Length <= 255)
        {
            Byte(0xD9);
            Byte((byte)utf8.Length);
        }
        else
        {
            Byte(0xDA);
            BinaryPrimitives.WriteUInt16BigEndian(to[Length..], checked((ushort)utf8.Length));
            Length += 2;
        }

        utf8.CopyTo(to[Length..]);
        Length += utf8.Length;
    }

    public void Id(Guid id)
    {
        Span<byte> text = stackalloc byte[36];
        id.TryFormat(text, out _);
        Text(text);
    }

    /// <summary>Any JSON value of a call's argument.</summary>
    public void Any(JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                MapHeader(value.EnumerateObject().Count());
                foreach (var property in value.EnumerateObject())
                {
                    Text(Encoding.UTF8.GetBytes(property.Name));
                    Any(property.Value);
                }

                break;
            case JsonValueKind.Array:
                ArrayHeader(value.GetArrayLength());
                foreach (var item in value.EnumerateArray())
                {
                    Any(item);
                }

                break;
            case JsonValueKind.String:
                Text(Encoding.UTF8.GetBytes(value.GetString()!));
                break;
            case JsonValueKind.Number:
                Number(value.GetInt64());
                break;
            case JsonValueKind.True or JsonValueKind.False:
                Byte(value.GetBoolean() ? (byte)0xC3 : (byte)0xC2);
                break;
            default:
                Nil();
                break;
        }
    }

    private void Byte(byte value) => to[Length++] = value;
}
