using System.Text;

namespace ChatService.Realtime.Nodes;

/// <summary>Reads what <see cref="FieldWriter"/> writes. Never throws on bytes from outside: a malformed rest ends the reading and is remembered.</summary>
internal struct FieldReader(ReadOnlyMemory<byte> rest)
{
    private ReadOnlyMemory<byte> rest = rest;

    /// <summary>The tag of the field just read.</summary>
    public byte Tag { get; private set; }

    /// <summary>The value of the field just read, a slice of what was given.</summary>
    public ReadOnlyMemory<byte> Value { get; private set; }

    /// <summary>The bytes did not end where a field ends.</summary>
    public bool Malformed { get; private set; }

    /// <summary>The value as a text.</summary>
    public readonly string Text => Encoding.UTF8.GetString(Value.Span);

    /// <summary>The value as a number; of a longer one than we know, nothing.</summary>
    public readonly ulong Number => TryLeb128(Value.Span, out var number, out var used) && used == Value.Length ? number : 0;

    /// <summary>Moves to the next field; false at the end and when the rest is malformed.</summary>
    public bool Next()
    {
        if (rest.IsEmpty || Malformed)
        {
            return false;
        }

        if (!TryLeb128(rest.Span[1..], out var length, out var used) || length > (ulong)(rest.Length - 1 - used))
        {
            Malformed = true;
            return false;
        }

        Tag = rest.Span[0];
        Value = rest.Slice(1 + used, (int)length);
        rest = rest[(1 + used + (int)length)..];
        return true;
    }

    private static bool TryLeb128(ReadOnlySpan<byte> bytes, out ulong number, out int used)
    {
        (number, used) = (0, 0);
        for (var shift = 0; shift < 64 && used < bytes.Length; shift += 7)
        {
            var b = bytes[used++];
            number |= (ulong)(b & 0x7F) << shift;
            if (b < 0x80)
            {
                return shift < 63 || b <= 1;
            }
        }

        return false;
    }
}
