using System.Text.Json;

namespace ChatService.Realtime.MessagePack.Forms;

/// <summary>A value whose type is known only when it is there. Read as JSON does: a <see cref="JsonElement"/>.</summary>
internal sealed class RuntimeForm(FormTable forms, Form<object> json) : Form<object?>
{
    public override void Write(ref MsgPackWriter writer, object? value)
    {
        if (value is null)
        {
            writer.WriteNil();
        }
        else if (value.GetType() is var type && type == typeof(object))
        {
            writer.WriteMapHeader(0);
        }
        else
        {
            forms.Of(type).WriteObject(ref writer, value);
        }
    }

    public override object? Read(ref MsgPackReader reader) => json.Read(ref reader);
}
