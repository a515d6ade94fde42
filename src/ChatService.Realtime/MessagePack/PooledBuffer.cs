using System.Buffers;

namespace ChatService.Realtime.MessagePack;

/// <summary>One stretch of bytes that grows, from the shared pool. Those that are done wait on their thread (without their bytes), so that a message costs no object.</summary>
internal sealed class PooledBuffer : IBufferWriter<byte>
{
    private const int FirstSize = 1_024;

    [ThreadStatic]
    private static PooledBuffer? spare;

    private PooledBuffer? next;
    private byte[] bytes = [];
    private int start;

    private PooledBuffer()
    {
    }

    /// <summary>What was written, behind what was reserved.</summary>
    public ReadOnlySpan<byte> Written => bytes.AsSpan(start, End - start);

    private int End { get; set; }

    /// <summary>An empty one. With room before what will be written, for what is known only afterwards.</summary>
    public static PooledBuffer Rent(int reserve = 0)
    {
        var buffer = spare ?? new PooledBuffer();
        spare = buffer.next;
        buffer.next = null;
        buffer.bytes = ArrayPool<byte>.Shared.Rent(FirstSize);
        buffer.start = buffer.End = reserve;
        return buffer;
    }

    /// <summary>Nothing of it may be used any more.</summary>
    public void Return()
    {
        ArrayPool<byte>.Shared.Return(bytes);
        bytes = [];
        start = End = 0;
        next = spare;
        spare = this;
    }

    /// <summary>Puts the length before what was written, into what was reserved; returns both.</summary>
    public ReadOnlySpan<byte> Frame()
    {
        var size = FrameLength.WriteBefore(bytes.AsSpan(0, start), End - start);
        return bytes.AsSpan(start - size, End - start + size);
    }

    public void Clear() => End = start;

    public void Advance(int count) => End += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Ensure(sizeHint);
        return bytes.AsMemory(End);
    }

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Ensure(sizeHint);
        return bytes.AsSpan(End);
    }

    private void Ensure(int size)
    {
        if (bytes.Length - End >= Math.Max(size, 1))
        {
            return;
        }

        var larger = ArrayPool<byte>.Shared.Rent(checked(Math.Max(2 * bytes.Length, End + size)));
        bytes.AsSpan(0, End).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(bytes);
        bytes = larger;
    }
}
