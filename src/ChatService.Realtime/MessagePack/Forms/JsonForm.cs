using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace ChatService.Realtime.MessagePack.Forms;

/// <summary>Whatever JSON makes of it, value for value: for types with converters or settings that only JSON's serialiser can follow.</summary>
internal sealed class JsonForm<T>(JsonTypeInfo<T> contract) : Form<T?>
{
    // Not read by a browser as part of a page: nothing needs to be escaped but what JSON itself needs.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [ThreadStatic]
    private static Utf8JsonWriter? spare;

    public override void Write(ref MsgPackWriter writer, T? value)
    {
        var buffer = PooledBuffer.Rent();
        var json = Rent(buffer);
        try
        {
            JsonSerializer.Serialize(json, value!, contract);
            JsonBridge.Write(buffer.Written, ref writer);
        }
        finally
        {
            Return(json, buffer);
        }
    }

    public override T? Read(ref MsgPackReader reader)
    {
        var buffer = PooledBuffer.Rent();
        var json = Rent(buffer);
        try
        {
            JsonBridge.Read(ref reader, json);
            json.Flush();
            return JsonSerializer.Deserialize(buffer.Written, contract);
        }
        finally
        {
            Return(json, buffer);
        }
    }

    // A converter may be called for a value inside another one's; then the inner one makes its own.
    private static Utf8JsonWriter Rent(PooledBuffer buffer)
    {
        var json = spare ?? new Utf8JsonWriter(buffer, Options);
        spare = null;
        json.Reset(buffer);
        return json;
    }

    private static void Return(Utf8JsonWriter json, PooledBuffer buffer)
    {
        buffer.Return();
        spare = json;
    }
}
