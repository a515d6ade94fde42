using System.Globalization;
using System.Text.Json;
using System.Text.Unicode;

namespace ChatService.LoadTests.Wire;

/// <summary>SignalR's JSON protocol: records end with 0x1E.</summary>
public sealed class JsonForm : WireForm
{
    private const byte End = 0x1E;

    public override string Name => "json";

    public override bool IsText => true;

    public override byte[] Hello { get; } = [.. "{\"protocol\":\"json\",\"version\":1}"u8, End];

    public override byte[] Ping { get; } = [.. "{\"type\":6}"u8, End];

    public override byte[] Call(int id, string method, object? argument) =>
    [
        .. JsonSerializer.SerializeToUtf8Bytes(new { type = 1, invocationId = id.ToString(CultureInfo.InvariantCulture), target = method, arguments = argument is null ? [] : new[] { argument } }),
        End,
    ];

    public override int WriteSend(Span<byte> to, int id, Guid conversationId, Guid clientMessageId, ReadOnlySpan<byte> text)
    {
        Utf8.TryWrite(
            to,
            CultureInfo.InvariantCulture,
            $"{{\"type\":1,\"invocationId\":\"{id}\",\"target\":\"SendMessage\",\"arguments\":[{{\"conversationId\":\"{conversationId}\",\"clientMessageId\":\"{clientMessageId}\",\"text\":\"",
            out var written);
        text.CopyTo(to[written..]);
        written += text.Length;
        ReadOnlySpan<byte> end = [.. "\"}]}"u8, End];
        end.CopyTo(to[written..]);
        return written + end.Length;
    }

    public override bool TryTake(ref ReadOnlySpan<byte> payload, out ReadOnlySpan<byte> record)
    {
        var end = payload.IndexOf(End);
        record = end < 0 ? default : payload[..end];
        payload = end < 0 ? default : payload[(end + 1)..];
        return end >= 0;
    }

    public override Heard Read(ReadOnlySpan<byte> record)
    {
        if (record.StartsWith("{\"type\":3,"u8))
        {
            return new Heard
            {
                Kind = HeardKind.Answer, Id = (int)Scan.Number(record, "\"invocationId\":\""u8), IsGood = record.IndexOf("\"error\":\""u8) < 0, Seq = Scan.Number(record, "\"seq\":"u8), Record = record,
            };
        }

        if (record.StartsWith("{\"type\":1,"u8))
        {
            return record.IndexOf("\"target\":\"MessageAppended\""u8) < 0 ? new Heard { Kind = HeardKind.Other, Record = record } : Scan.Message(record);
        }

        return new Heard { Kind = record.SequenceEqual("{}"u8) ? HeardKind.Greeting : HeardKind.Other, Record = record };
    }

    public override JsonElement Result(ReadOnlySpan<byte> record)
    {
        var reader = new Utf8JsonReader(record);
        var answer = JsonElement.ParseValue(ref reader);
        return answer.TryGetProperty("error", out var error) ? throw new InvalidOperationException(error.GetString())
            : answer.TryGetProperty("result", out var result) ? result : default;
    }
}
