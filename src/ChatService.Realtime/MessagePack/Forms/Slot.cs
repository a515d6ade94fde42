namespace ChatService.Realtime.MessagePack.Forms;

/// <summary>Where one field of an object waits until all are there and the object can be made.</summary>
internal abstract class Slot
{
    /// <summary>It came.</summary>
    public bool Filled { get; protected set; }

    public abstract void Read(ref MsgPackReader reader);

    /// <summary>Lets go of what was read.</summary>
    public abstract void Clear();
}

/// <summary>The same of one type.</summary>
internal sealed class Slot<T> : Slot
{
    private readonly Form<T> form;
    private readonly T missing;

    public Slot(Form<T> form, T missing) => (this.form, this.missing, Value) = (form, missing, missing);

    /// <summary>What was read, or what stands for it when it is missing.</summary>
    public T Value { get; private set; }

    public override void Read(ref MsgPackReader reader)
    {
        Value = form.Read(ref reader);
        Filled = true;
    }

    public override void Clear()
    {
        Value = missing;
        Filled = false;
    }
}
