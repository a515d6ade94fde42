using System.Text.Json;
using System.Text.Unicode;

namespace ChatService.Realtime.MessagePack.Forms;

/// <summary>A value of the one form as the same value in the other. For types that only JSON's own converters know.</summary>
internal static class JsonBridge
{
    /// <summary>One JSON value.</summary>
    public static void Write(ReadOnlySpan<byte> json, ref MsgPackWriter writer)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = MsgPackReader.DefaultDepth });
        reader.Read();
        Write(ref reader, ref writer);
    }

    /// <summary>One MessagePack value. Bytes become base64, timestamps ISO 8601; other extensions, keys that are no strings, and what is no number in JSON are refused.</summary>
    public static void Read(ref MsgPackReader reader, Utf8JsonWriter json)
    {
        switch (reader.Next)
        {
            case MsgPackKind.Array:
                ReadArray(ref reader, json);
                break;
            case MsgPackKind.Map:
                ReadMap(ref reader, json);
                break;
            case MsgPackKind.Text:
                json.WriteStringValue(Valid(reader.ReadUtf8()));
                break;
            case MsgPackKind.Integer or MsgPackKind.Float:
                ReadNumber(ref reader, json);
                break;
            case MsgPackKind.Boolean:
                json.WriteBooleanValue(reader.ReadBoolean());
                break;
            case MsgPackKind.Binary:
                json.WriteBase64StringValue(reader.ReadBinary());
                break;
            case MsgPackKind.Extension:
                ReadTime(ref reader, json);
                break;
            default:
                // A nil, or nothing that could be skipped either.
                reader.Skip();
                json.WriteNullValue();
                break;
        }
    }

    private static void ReadNumber(ref MsgPackReader reader, Utf8JsonWriter json)
    {
        if (reader.NextIsUnsigned)
        {
            json.WriteNumberValue(reader.ReadUInt64());
        }
        else if (reader.Next == MsgPackKind.Integer)
        {
            json.WriteNumberValue(reader.ReadInt64());
        }
        else
        {
            var number = reader.ReadDouble();
            json.WriteNumberValue(double.IsFinite(number) ? number : throw Malformed.OutOfRange("JSON's numbers"));
        }
    }

    private static void ReadTime(ref MsgPackReader reader, Utf8JsonWriter json)
    {
        var bytes = reader.ReadExtension(out var type);
        json.WriteStringValue(type == Timestamp.ExtensionType ? Timestamp.Read(bytes) : throw new InvalidDataException($"The extension type {type} means nothing here."));
    }

    private static void ReadArray(ref MsgPackReader reader, Utf8JsonWriter json)
    {
        var count = reader.ReadArrayHeader();
        reader.Enter();
        json.WriteStartArray();
        for (var i = 0; i < count; i++)
        {
            Read(ref reader, json);
        }

        json.WriteEndArray();
        reader.Leave();
    }

    private static void ReadMap(ref MsgPackReader reader, Utf8JsonWriter json)
    {
        var count = reader.ReadMapHeader();
        reader.Enter();
        json.WriteStartObject();
        for (var i = 0; i < count; i++)
        {
            json.WritePropertyName(Valid(reader.ReadUtf8()));
            Read(ref reader, json);
        }

        json.WriteEndObject();
        reader.Leave();
    }

    private static ReadOnlySpan<byte> Valid(ReadOnlySpan<byte> utf8) => Utf8.IsValid(utf8) ? utf8 : throw Malformed.InvalidText();

    private static void Write(ref Utf8JsonReader json, ref MsgPackWriter writer)
    {
        switch (json.TokenType)
        {
            case JsonTokenType.Null:
                writer.WriteNil();
                break;
            case JsonTokenType.True or JsonTokenType.False:
                writer.Write(json.GetBoolean());
                break;
            case JsonTokenType.Number:
                WriteNumber(ref json, ref writer);
                break;
            case JsonTokenType.StartArray:
                writer.WriteArrayHeader(Count(json));
                WriteItems(ref json, ref writer);
                break;
            case JsonTokenType.StartObject:
                writer.WriteMapHeader(Count(json) / 2);
                WriteItems(ref json, ref writer);
                break;
            default:
                WriteText(ref json, ref writer);
                break;
        }
    }

    private static void WriteNumber(ref Utf8JsonReader json, ref MsgPackWriter writer)
    {
        if (json.TryGetInt64(out var number))
        {
            writer.Write(number);
        }
        else if (json.TryGetUInt64(out var large))
        {
            writer.Write(large);
        }
        else
        {
            writer.Write(json.GetDouble());
        }
    }

    // Keys are values, too, when everything is written one after the other.
    private static void WriteItems(ref Utf8JsonReader json, ref MsgPackWriter writer)
    {
        while (json.Read() && json.TokenType is not (JsonTokenType.EndArray or JsonTokenType.EndObject))
        {
            Write(ref json, ref writer);
        }
    }

    private static void WriteText(ref Utf8JsonReader json, ref MsgPackWriter writer)
    {
        if (json.ValueIsEscaped)
        {
            writer.Write(json.GetString());
        }
        else
        {
            writer.WriteUtf8(json.ValueSpan);
        }
    }

    // On a copy of the reader: MessagePack says first how many there are.
    private static int Count(Utf8JsonReader json)
    {
        var count = 0;
        for (json.Read(); json.TokenType is not (JsonTokenType.EndArray or JsonTokenType.EndObject); json.Read())
        {
            if (json.TokenType is JsonTokenType.StartArray or JsonTokenType.StartObject)
            {
                json.Skip();
            }

            count++;
        }

        return count;
    }
}
