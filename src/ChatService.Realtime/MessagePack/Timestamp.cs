using System.Buffers.Binary;

namespace ChatService.Realtime.MessagePack;

/// <summary>
/// MessagePack's own form of a time, extension -1: seconds since 1970 in 32 bits; or 30 bits of nanoseconds and 34 of seconds; or 32 of nanoseconds and 64 of seconds with a sign.
/// We never write it (times are text, as in JSON), but a JavaScript <c>Date</c> becomes one by itself.
/// </summary>
internal static class Timestamp
{
    public const sbyte ExtensionType = -1;

    public static DateTimeOffset Read(ReadOnlySpan<byte> bytes)
    {
        var (seconds, nanoseconds) = bytes.Length switch
        {
            4 => (BinaryPrimitives.ReadUInt32BigEndian(bytes), 0u),
            8 => Split(BinaryPrimitives.ReadUInt64BigEndian(bytes)),
            12 => (BinaryPrimitives.ReadInt64BigEndian(bytes[4..]), BinaryPrimitives.ReadUInt32BigEndian(bytes)),
            _ => throw new InvalidDataException("A timestamp has 4, 8 or 12 bytes."),
        };
        return nanoseconds < 1_000_000_000 && seconds >= DateTimeOffset.MinValue.ToUnixTimeSeconds() && seconds <= DateTimeOffset.MaxValue.ToUnixTimeSeconds()
            ? DateTimeOffset.FromUnixTimeSeconds(seconds).AddTicks(nanoseconds / 100)
            : throw Malformed.OutOfRange("a time");
    }

    private static (long Seconds, uint Nanoseconds) Split(ulong both) => ((long)(both & 0x3_ffff_ffff), (uint)(both >> 34));
}
