namespace ChatService.LoadTests.Wire;

/// <summary>Finds values in a record without parsing it.</summary>
public static class Scan
{
    /// <summary>The number right after a marker; -1 when the marker is not there.</summary>
    public static long Number(ReadOnlySpan<byte> record, ReadOnlySpan<byte> marker)
    {
        var at = record.IndexOf(marker);
        if (at < 0)
        {
            return -1;
        }

        long number = 0;
        for (at += marker.Length; at < record.Length && record[at] is >= (byte)'0' and <= (byte)'9'; at++)
        {
            number = number * 10 + (record[at] - '0');
        }

        return number;
    }
}
