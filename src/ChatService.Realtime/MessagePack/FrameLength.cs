using System.Buffers;

namespace ChatService.Realtime.MessagePack;

/// <summary>
/// What stands before each message: its length in bytes, seven bits a byte, the lowest first; the highest bit says that another byte follows. At most five bytes, at most 2^31-1.
/// </summary>
internal static class FrameLength
{
    public const int MaxSize = 5;

    /// <summary>False when it is not all there yet. Throws <see cref="InvalidDataException"/> when it can be no length, whatever follows.</summary>
    public static bool TryRead(in ReadOnlySequence<byte> input, out int length, out int size)
    {
        Span<byte> start = stackalloc byte[MaxSize];
        var available = (int)Math.Min(MaxSize, input.Length);
        input.Slice(0, available).CopyTo(start);
        ulong value = 0;
        for (size = 0; size < available;)
        {
            var next = start[size];
            value |= (ulong)(next & 0x7f) << (7 * size++);
            if (value > int.MaxValue)
            {
                break;
            }

            if (next < 0x80)
            {
                length = (int)value;
                return true;
            }
        }

        length = 0;
        return size < MaxSize && value <= int.MaxValue ? false : throw Malformed.Message("its length is more than 2^31-1 bytes");
    }

    /// <summary>Writes it so that it ends where <paramref name="place"/> ends; returns how many bytes it takes.</summary>
    public static int WriteBefore(Span<byte> place, int length)
    {
        var size = 1;
        for (var rest = length >> 7; rest > 0; rest >>= 7)
        {
            size++;
        }

        var own = place[^size..];
        for (var i = 0; i < size; i++)
        {
            own[i] = (byte)((length >> (7 * i) & 0x7f) | (i < size - 1 ? 0x80 : 0));
        }

        return size;
    }
}
