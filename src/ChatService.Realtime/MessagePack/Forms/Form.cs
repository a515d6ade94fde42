namespace ChatService.Realtime.MessagePack.Forms;

/// <summary>How values of one type stand in MessagePack: the same names, words and fields as in JSON.</summary>
internal abstract class Form
{
    /// <summary>Null becomes nil.</summary>
    public abstract void WriteObject(ref MsgPackWriter writer, object? value);

    /// <summary>Throws <see cref="InvalidDataException"/>, or what JSON's reader or the type's own code throws, when the value is none of this type.</summary>
    public abstract object? ReadObject(ref MsgPackReader reader);
}

/// <summary>The same without boxes.</summary>
internal abstract class Form<T> : Form
{
    public abstract void Write(ref MsgPackWriter writer, T value);

    public abstract T Read(ref MsgPackReader reader);

    public sealed override void WriteObject(ref MsgPackWriter writer, object? value)
    {
        if (value is null)
        {
            writer.WriteNil();
        }
        else
        {
            Write(ref writer, (T)value);
        }
    }

    public sealed override object? ReadObject(ref MsgPackReader reader) => Read(ref reader);
}
