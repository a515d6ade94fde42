using System.Buffers.Text;

namespace ChatService.LoadTests.Wire;

/// <summary>Finds values in a JSON record without parsing it.</summary>
public static class Scan
{
    /// <summary>The number right after a marker; -1 when the marker is not there.</summary>
    public static long Number(ReadOnlySpan<byte> record, ReadOnlySpan<byte> marker) => Utf8Parser.TryParse(After(record, marker), out long number, out _) ? number : -1;

    /// <summary>The id right after a marker; empty when the marker is not there.</summary>
    public static Guid Id(ReadOnlySpan<byte> record, ReadOnlySpan<byte> marker) => Utf8Parser.TryParse(After(record, marker), out Guid id, out _) ? id : Guid.Empty;

    /// <summary>The fields of a pushed message.</summary>
    public static Heard Message(ReadOnlySpan<byte> record) => new()
    {
        Kind = HeardKind.Message,
        ConversationId = Id(record, "\"conversationId\":\""u8),
        Seq = Number(record, "\"seq\":"u8),
        MessageId = Id(record, "\"messageId\":\""u8),
        Text = After(record, "\"text\":\""u8),
        Record = record,
    };

    private static ReadOnlySpan<byte> After(ReadOnlySpan<byte> record, ReadOnlySpan<byte> marker)
    {
        var at = record.IndexOf(marker);
        return at < 0 ? default : record[(at + marker.Length)..];
    }
}
