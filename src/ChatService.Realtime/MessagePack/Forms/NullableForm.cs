namespace ChatService.Realtime.MessagePack.Forms;

/// <summary>A value or nil.</summary>
internal sealed class NullableForm<T>(Form<T> inner) : Form<T?>
    where T : struct
{
    public override void Write(ref MsgPackWriter writer, T? value)
    {
        if (value is { } there)
        {
            inner.Write(ref writer, there);
        }
        else
        {
            writer.WriteNil();
        }
    }

    public override T? Read(ref MsgPackReader reader) => reader.TryReadNil() ? null : inner.Read(ref reader);
}
