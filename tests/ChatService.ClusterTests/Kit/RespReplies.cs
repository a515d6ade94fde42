using System.Buffers.Text;

namespace ChatService.ClusterTests.Kit;

/// <summary>Cuts what Redis says (RESP 2) into whole replies.</summary>
internal sealed class RespReplies
{
    private static readonly byte[] Push = "*3\r\n$7\r\nmessage\r\n"u8.ToArray();

    private byte[] buffer = [];
    private int taken;

    /// <summary>A message of a subscription.</summary>
    public static bool IsPush(ReadOnlySpan<byte> reply) => reply.StartsWith(Push);

    public void Add(ReadOnlySpan<byte> bytes)
    {
        buffer = [.. buffer.AsSpan(taken), .. bytes];
        taken = 0;
    }

    /// <summary>The next reply when all of it has come.</summary>
    public bool TryTake(out byte[] reply)
    {
        var length = LengthOf(buffer.AsSpan(taken));
        reply = length is { } whole ? buffer.AsSpan(taken, whole).ToArray() : [];
        taken += reply.Length;
        return length is not null;
    }

    // Null: more must come.
    private static int? LengthOf(ReadOnlySpan<byte> bytes)
    {
        var line = bytes.IndexOf("\r\n"u8);
        if (line < 0)
        {
            return null;
        }

        var end = line + 2;
        if (bytes[0] is (byte)'$' or (byte)'*' && Utf8Parser.TryParse(bytes[1..line], out int count, out _) && count > 0)
        {
            return bytes[0] == '$' ? Bulk(bytes.Length, end + count + 2) : Array(bytes, end, count);
        }

        // An empty bulk has its own line end; nothing and an empty array have not.
        return bytes[0] == '$' && bytes[1] == '0' ? Bulk(bytes.Length, end + 2) : end;
    }

    private static int? Bulk(int there, int end) => there < end ? null : end;

    private static int? Array(ReadOnlySpan<byte> bytes, int end, int count)
    {
        for (; count > 0; count--)
        {
            if (LengthOf(bytes[end..]) is not { } length)
            {
                return null;
            }

            end += length;
        }

        return end;
    }
}
