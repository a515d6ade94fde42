using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Buffers.Text;

namespace ChatService.LoadTests.Wire;

/// <summary>SignalR's MessagePack protocol: the length of each record stands before it, seven bits a byte. Invocation [1, {}, id, target, [arguments], []], completion [3, {}, id, kind, result].</summary>
public sealed class MessagePackForm : WireForm
{
    private const int Invocation = 1;
    private const int Completion = 3;
    private const int RefusedKind = 1;
    private const int ValueKind = 3;
    private const int LargestCall = 8_192;

    private static ReadOnlySpan<byte> Greeting => "{}\u001e"u8;

    public override string Name => "messagepack";

    public override bool IsText => false;

    // The handshake is JSON in either protocol.
    public override byte[] Hello { get; } = [.. "{\"protocol\":\"messagepack\",\"version\":1}"u8, 0x1E];

    public override byte[] Ping { get; } = [2, 0x91, 6];

    public override byte[] Call(int id, string method, object? argument)
    {
        var body = new byte[LargestCall];
        var writer = Begin(body, id, Encoding.ASCII.GetBytes(method));
        writer.ArrayHeader(argument is null ? 0 : 1);
        if (argument is not null)
        {
            writer.Any(JsonSerializer.SerializeToElement(argument));
        }

        writer.ArrayHeader(0);
        var record = new byte[LargestCall + 5];
        return record[..Frame(record, body.AsSpan(0, writer.Length))];
    }

    public override int WriteSend(Span<byte> to, int id, Guid conversationId, Guid clientMessageId, ReadOnlySpan<byte> text)
    {
        Span<byte> body = stackalloc byte[1_024];
        var writer = Begin(body, id, "SendMessage"u8);
        writer.ArrayHeader(1);
        writer.MapHeader(3);
        writer.Text("conversationId"u8);
        writer.Id(conversationId);
        writer.Text("clientMessageId"u8);
        writer.Id(clientMessageId);
        writer.Text("text"u8);
        writer.Text(text);
        writer.ArrayHeader(0);
        return Frame(to, body[..writer.Length]);
    }

    public override bool TryTake(ref ReadOnlySpan<byte> payload, out ReadOnlySpan<byte> record)
    {
        record = default;
        if (payload.IsEmpty)
        {
            return false;
        }

        // The first record may follow in the same message. No other begins so: after its length each one has the header of an array.
        if (payload.StartsWith(Greeting))
        {
            record = payload[..Greeting.Length];
            payload = payload[Greeting.Length..];
            return true;
        }

        var (length, size) = (0, 0);
        do
        {
            length |= (payload[size] & 0x7F) << (7 * size);
        }
        while (payload[size++] >= 0x80);
        record = payload.Slice(size, length);
        payload = payload[(size + length)..];
        return true;
    }

    public override Heard Read(ReadOnlySpan<byte> record)
    {
        if (record[0] == (byte)'{')
        {
            return new Heard { Kind = HeardKind.Greeting, Record = record };
        }

        var reader = new PackReader(record);
        reader.ArrayHeader();
        var type = reader.Number();
        if (type is not (Invocation or Completion))
        {
            return new Heard { Kind = HeardKind.Other, Record = record };
        }

        reader.Skip();
        var id = reader.Text();
        if (type == Completion)
        {
            var number = Utf8Parser.TryParse(id, out int parsed, out _) ? parsed : 0;
            var kind = reader.Number();
            var seq = kind == ValueKind ? Fields(ref reader, record, HeardKind.Answer).Seq : -1;
            return new Heard { Kind = HeardKind.Answer, Id = number, IsGood = kind != RefusedKind, Seq = seq, Record = record };
        }

        if (!reader.Text().SequenceEqual("MessageAppended"u8))
        {
            return new Heard { Kind = HeardKind.Other, Record = record };
        }

        reader.ArrayHeader();
        return Fields(ref reader, record, HeardKind.Message);
    }

    public override JsonElement Result(ReadOnlySpan<byte> record)
    {
        var reader = new PackReader(record);
        reader.ArrayHeader();
        reader.Number();
        reader.Skip();
        reader.Text();
        return reader.Number() switch
        {
            RefusedKind => throw new InvalidOperationException(Encoding.UTF8.GetString(reader.Text())),
            ValueKind => JsonSerializer.SerializeToElement(reader.Any()),
            _ => default,
        };
    }

    private static Heard Fields(scoped ref PackReader reader, ReadOnlySpan<byte> record, HeardKind heard)
    {
        long seq = -1;
        Guid conversation = default, message = default;
        ReadOnlySpan<byte> text = default;
        for (var left = reader.MapHeader(); left > 0; left--)
        {
            var name = reader.Text();
            if (name.SequenceEqual("seq"u8))
            {
                seq = reader.Number();
            }
            else if (name.SequenceEqual("text"u8))
            {
                text = reader.Text();
            }
            else if (name.SequenceEqual("conversationId"u8))
            {
                conversation = IdOf(reader.Text());
            }
            else if (name.SequenceEqual("messageId"u8))
            {
                message = IdOf(reader.Text());
            }
            else
            {
                reader.Skip();
            }
        }

        return new Heard { Kind = heard, Seq = seq, ConversationId = conversation, MessageId = message, Text = text, Record = record };
    }

    private static Guid IdOf(ReadOnlySpan<byte> text) => Utf8Parser.TryParse(text, out Guid id, out _) ? id : Guid.Empty;

    private static PackWriter Begin(Span<byte> to, int id, scoped ReadOnlySpan<byte> target)
    {
        var writer = new PackWriter(to);
        writer.ArrayHeader(6);
        writer.Number(Invocation);
        writer.MapHeader(0);
        Span<byte> number = stackalloc byte[11];
        id.TryFormat(number, out var length, provider: CultureInfo.InvariantCulture);
        writer.Text(number[..length]);
        writer.Text(target);
        return writer;
    }

    private static int Frame(Span<byte> to, ReadOnlySpan<byte> body)
    {
        var size = 0;
        for (var rest = body.Length; ; rest >>= 7)
        {
            to[size++] = (byte)(rest > 0x7F ? 0x80 | (rest & 0x7F) : rest);
            if (rest <= 0x7F)
            {
                break;
            }
        }

        body.CopyTo(to[size..]);
        return size + body.Length;
    }
}
