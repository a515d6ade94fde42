using System.Runtime.InteropServices;

namespace ChatService.Realtime.MessagePack.Forms;

/// <summary>An array. Read as a list, or as an array where only that will do.</summary>
internal sealed class ListForm<TList, T>(FormTable forms) : Form<TList?>
    where TList : class, IEnumerable<T>
{
    // What a client claims is followed only as its items come.
    private const int FirstCapacity = 16;

    private Form<T> Item => field ??= forms.Of<T>();

    public override void Write(ref MsgPackWriter writer, TList? value)
    {
        switch (value)
        {
            case null:
                writer.WriteNil();
                break;
            case T[] array when array.GetType() == typeof(T[]):
                Write(ref writer, array.AsSpan());
                break;
            case List<T> list:
                Write(ref writer, CollectionsMarshal.AsSpan(list));
                break;
            default:
                Write(ref writer, value.ToArray().AsSpan());
                break;
        }
    }

    public override TList? Read(ref MsgPackReader reader)
    {
        if (reader.TryReadNil())
        {
            return null;
        }

        var count = reader.ReadArrayHeader();
        reader.Enter();
        var items = new List<T>(Math.Min(count, FirstCapacity));
        for (var i = 0; i < count; i++)
        {
            items.Add(Item.Read(ref reader));
        }

        reader.Leave();
        return items as TList ?? (TList)(object)items.ToArray();
    }

    private void Write(ref MsgPackWriter writer, Span<T> items)
    {
        writer.WriteArrayHeader(items.Length);
        writer.Enter();
        foreach (var item in items)
        {
            Item.Write(ref writer, item);
        }

        writer.Leave();
    }
}
