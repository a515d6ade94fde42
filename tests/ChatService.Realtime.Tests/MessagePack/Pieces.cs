using System.Buffers;

namespace ChatService.Realtime.Tests.MessagePack;

/// <summary>Bytes that lie in several pieces, as they come from a socket.</summary>
internal static class Pieces
{
    /// <summary>Cut wherever the dice say, empty pieces among them.</summary>
    public static ReadOnlySequence<byte> Cut(byte[] bytes, Random dice)
    {
        var first = new Piece(ReadOnlyMemory<byte>.Empty, 0);
        var last = first;
        for (var at = 0; at < bytes.Length;)
        {
            var length = Math.Min(bytes.Length - at, dice.Next(0, dice.Next(1, 40)));
            last = last.Then(bytes.AsMemory(at, length));
            at += length;
        }

        return new ReadOnlySequence<byte>(first, 0, last, last.Memory.Length);
    }

    private sealed class Piece : ReadOnlySequenceSegment<byte>
    {
        public Piece(ReadOnlyMemory<byte> memory, long start) => (Memory, RunningIndex) = (memory, start);

        public Piece Then(ReadOnlyMemory<byte> memory)
        {
            var next = new Piece(memory, RunningIndex + Memory.Length);
            Next = next;
            return next;
        }
    }
}
