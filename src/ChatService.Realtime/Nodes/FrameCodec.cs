namespace ChatService.Realtime.Nodes;

/// <summary>
/// Frame to bytes and back. "CS", the writer's version, the oldest version of a reader that understands it, then fields:
/// 1 sender · 2 epoch · 3 first number · 4 envelope (repeated) · 5 beacon · 6 signature (<see cref="FrameSignature"/>). Absent means empty or 0; unknown ones are skipped.
/// </summary>
internal static class FrameCodec
{
    /// <summary>What this version writes, and the newest that a frame may demand to be read by it.</summary>
    public const byte Version = 1;

    private const byte Sender = 1, Epoch = 2, First = 3, Envelope = 4, Beacon = 5;
    private const int HeadLength = 4;

    public static byte[] Write(Frame frame, FrameSignature? signature = null)
    {
        var fields = new FieldWriter();
        fields.Raw([(byte)'C', (byte)'S', Version, Version]);
        fields.Text(Sender, frame.Sender);
        fields.Number(Epoch, frame.Epoch);
        fields.Number(First, frame.First);
        fields.Number(Beacon, frame.Beacon);
        foreach (var envelope in frame.Envelopes)
        {
            fields.Bytes(Envelope, envelope.Span);
        }

        signature?.Add(fields);
        return fields.Written.ToArray();
    }

    /// <summary>Null when the bytes are no frame, or one that this version must not read.</summary>
    public static Frame? Read(ReadOnlyMemory<byte> bytes)
    {
        if (bytes.Length < HeadLength || bytes.Span[0] != 'C' || bytes.Span[1] != 'S' || bytes.Span[3] > Version)
        {
            return null;
        }

        var sender = string.Empty;
        ulong epoch = 0, first = 0, beacon = 0;
        var envelopes = new List<ReadOnlyMemory<byte>>();
        var fields = new FieldReader(bytes[HeadLength..]);
        while (fields.Next())
        {
            switch (fields.Tag)
            {
                case Sender:
                    sender = fields.Text;
                    break;
                case Epoch:
                    epoch = fields.Number;
                    break;
                case First:
                    first = fields.Number;
                    break;
                case Beacon:
                    beacon = fields.Number;
                    break;
                case Envelope:
                    envelopes.Add(fields.Value);
                    break;
            }
        }

        // A number so large that counting on from it would overflow is nobody's.
        var sane = sender.Length > 0 && first is > 0 and <= long.MaxValue;
        return fields.Malformed || !sane ? null : new Frame(sender, epoch, first, beacon, envelopes);
    }
}
