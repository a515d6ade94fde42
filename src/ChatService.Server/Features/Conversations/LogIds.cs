namespace ChatService.Server.Features.Conversations;

/// <summary>
/// Ids of the event log: UUID v7 whose bits after the time count up, so that events of one millisecond sort as they were raised.
/// "Handed over, then queued" and "queued, then handed over" are different histories.
/// </summary>
internal static class LogIds
{
    // 26 bits: wraps after 67 million events of one process, which is far more than a millisecond holds.
    private static int counter;

    public static Guid Next(DateTimeOffset at)
    {
        Span<byte> bytes = stackalloc byte[16];
        Guid.CreateVersion7(at).TryWriteBytes(bytes, bigEndian: true, out _);
        var count = (uint)Interlocked.Increment(ref counter);
        bytes[6] = (byte)(0x70 | ((count >> 22) & 0x0F));
        bytes[7] = (byte)(count >> 14);
        bytes[8] = (byte)(0x80 | ((count >> 8) & 0x3F));
        bytes[9] = (byte)count;
        return new Guid(bytes, bigEndian: true);
    }
}
