namespace ChatService.Realtime.MessagePack.Forms;

/// <summary>A map from text, in the order in which it comes; the last of equal keys counts.</summary>
internal sealed class MapForm<TMap, T>(FormTable forms) : Form<TMap?>
    where TMap : class, IEnumerable<KeyValuePair<string, T>>
{
    private const int FirstCapacity = 16;

    // The one key that the official JavaScript decoder refuses, with everything that came with it.
    private const string Unreadable = "__proto__";

    private Form<T> Item => field ??= forms.Of<T>();

    public override void Write(ref MsgPackWriter writer, TMap? value)
    {
        switch (value)
        {
            case null:
                writer.WriteNil();
                break;
            case Dictionary<string, T> map:
                Write(ref writer, map);
                break;
            default:
                // One that may change while it is read is read once.
                Write(ref writer, new Dictionary<string, T>(value));
                break;
        }
    }

    public override TMap? Read(ref MsgPackReader reader)
    {
        if (reader.TryReadNil())
        {
            return null;
        }

        var count = reader.ReadMapHeader();
        reader.Enter();
        var items = new Dictionary<string, T>(Math.Min(count, FirstCapacity));
        for (var i = 0; i < count; i++)
        {
            var key = MsgPackReader.Text(reader.ReadUtf8());
            items[key] = Item.Read(ref reader);
        }

        reader.Leave();
        return (TMap)(object)items;
    }

    private void Write(ref MsgPackWriter writer, Dictionary<string, T> items)
    {
        // A name from before such names were refused: better a map without it than a client that closes its connection.
        writer.WriteMapHeader(items.ContainsKey(Unreadable) ? items.Count - 1 : items.Count);
        writer.Enter();
        foreach (var (key, item) in items)
        {
            if (key == Unreadable)
            {
                continue;
            }

            writer.Write(key);
            Item.Write(ref writer, item);
        }

        writer.Leave();
    }
}
