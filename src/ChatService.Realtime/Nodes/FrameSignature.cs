using System.Security.Cryptography;

namespace ChatService.Realtime.Nodes;

/// <summary>
/// The last field of a frame: 16 bytes of HMAC-SHA256 over everything before it. Redis may be reachable for others than our nodes; without the key nobody puts words into a chat.
/// </summary>
internal sealed class FrameSignature(FrameKey key)
{
    private const byte Tag = 6;
    private const int MacBytes = 16;

    // Tag, length (one byte, for it is below 128), value.
    private const int FieldBytes = 2 + MacBytes;

    /// <summary>Adds the field. Without a key nothing.</summary>
    public void Add(FieldWriter frame)
    {
        if (key.Bytes is { } secret)
        {
            Span<byte> mac = stackalloc byte[HMACSHA256.HashSizeInBytes];
            HMACSHA256.HashData(secret, frame.Written, mac);
            frame.Bytes(Tag, mac[..MacBytes]);
        }
    }

    /// <summary>True when the frame was signed with our key, or there is none.</summary>
    public bool Fits(ReadOnlySpan<byte> frame)
    {
        if (key.Bytes is not { } secret)
        {
            return true;
        }

        if (frame.Length < FieldBytes || frame[^FieldBytes] != Tag || frame[^(FieldBytes - 1)] != MacBytes)
        {
            return false;
        }

        Span<byte> mac = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(secret, frame[..^FieldBytes], mac);
        return CryptographicOperations.FixedTimeEquals(mac[..MacBytes], frame[^MacBytes..]);
    }
}
