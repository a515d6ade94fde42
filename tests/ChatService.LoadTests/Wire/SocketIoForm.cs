using System.Globalization;
using System.Text.Json;
using System.Text.Unicode;

namespace ChatService.LoadTests.Wire;

/// <summary>Socket.IO's protocol 5 over Engine.IO's 4, WebSocket only: a packet a frame, its kind in the first characters. 0 open, 2 ping, 3 pong; 40 connect, 42 event, 43 ack.</summary>
public sealed class SocketIoForm : WireForm
{
    public override string Name => "socket.io";

    public override bool IsText => true;

    public override byte[] Hello { get; } = [.. "40"u8];

    // The server asks.
    public override byte[]? Ping => null;

    public override byte[]? Pong { get; } = [.. "3"u8];

    public override byte[] Call(int id, string method, object? argument) =>
        [.. "42"u8, .. System.Text.Encoding.ASCII.GetBytes(id.ToString(CultureInfo.InvariantCulture)), .. JsonSerializer.SerializeToUtf8Bytes(new[] { method, argument })];

    public override int WriteSend(Span<byte> to, int id, Guid conversationId, Guid clientMessageId, ReadOnlySpan<byte> text)
    {
        Utf8.TryWrite(to, CultureInfo.InvariantCulture, $"42{id}[\"SendMessage\",{{\"conversationId\":\"{conversationId}\",\"clientMessageId\":\"{clientMessageId}\",\"text\":\"", out var written);
        text.CopyTo(to[written..]);
        written += text.Length;
        "\"}]"u8.CopyTo(to[written..]);
        return written + 3;
    }

    public override bool TryTake(ref ReadOnlySpan<byte> payload, out ReadOnlySpan<byte> record)
    {
        record = payload;
        payload = default;
        return record.Length > 0;
    }

    public override Heard Read(ReadOnlySpan<byte> record)
    {
        if (record.StartsWith("42[\"MessageAppended\""u8))
        {
            return Scan.Message(record);
        }

        if (record.StartsWith("43"u8))
        {
            return new Heard { Kind = HeardKind.Answer, Id = (int)Scan.Number(record, "43"u8), IsGood = record.IndexOf("\"error\":"u8) < 0, Seq = Scan.Number(record, "\"seq\":"u8), Record = record };
        }

        return new Heard { Kind = record.SequenceEqual("2"u8) ? HeardKind.Ping : record.StartsWith("40"u8) ? HeardKind.Greeting : HeardKind.Other, Record = record };
    }

    public override JsonElement Result(ReadOnlySpan<byte> record)
    {
        var reader = new Utf8JsonReader(record[record.IndexOf((byte)'[')..]);
        var arguments = JsonElement.ParseValue(ref reader);
        var result = arguments.GetArrayLength() == 0 ? default : arguments[0];
        return result.ValueKind == JsonValueKind.Object && result.TryGetProperty("error", out var error) ? throw new InvalidOperationException(error.GetString()) : result;
    }
}
