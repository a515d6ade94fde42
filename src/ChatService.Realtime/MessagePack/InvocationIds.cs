namespace ChatService.Realtime.MessagePack;

/// <summary>Ids of calls. Clients count them from 0 as decimal text; the first thousand are strings that exist already.</summary>
internal static class InvocationIds
{
    private static readonly string[] Known = [.. Enumerable.Range(0, 1_000).Select(number => number.ToString(System.Globalization.CultureInfo.InvariantCulture))];

    public static string Of(ReadOnlySpan<byte> utf8)
    {
        var number = 0;
        foreach (var digit in utf8)
        {
            number = (10 * number) + digit - '0';
            if (digit is < (byte)'0' or > (byte)'9' || number >= Known.Length)
            {
                return MsgPackReader.Text(utf8);
            }
        }

        // 007 is another id than 7.
        return utf8.Length > 0 && Known[number].Length == utf8.Length ? Known[number] : MsgPackReader.Text(utf8);
    }
}
