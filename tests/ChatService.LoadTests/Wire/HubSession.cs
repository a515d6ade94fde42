using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;

namespace ChatService.LoadTests.Wire;

/// <summary>The id of a call, whether it was refused, and the record as it came; its bytes are gone after the call.</summary>
public delegate void AnswerHandler(int id, bool isGood, ReadOnlySpan<byte> record);

/// <summary>One connection to a SignalR hub in its JSON protocol. Calls of the setup are awaited and parsed; calls under measurement are written and scanned as bytes.</summary>
public sealed class HubSession : IDisposable
{
    private const byte RecordEnd = 0x1E;

    private static readonly byte[] Ping = [.. "{\"type\":6}"u8, RecordEnd];

    private readonly RawWebSocket socket;
    private readonly ConcurrentDictionary<int, TaskCompletionSource<JsonElement>> waiting = new();
    private readonly CancellationTokenSource closed = new();
    private readonly TaskCompletionSource shaken = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int lastId;

    private HubSession(RawWebSocket socket) => this.socket = socket;

    /// <summary>Completes when the connection has ended.</summary>
    public Task Ended { get; private set; } = Task.CompletedTask;

    /// <summary>An answer to <see cref="Invoke"/>.</summary>
    public AnswerHandler? Answered { get; set; }

    /// <summary>A call of the server, as it came.</summary>
    public MessageHandler? Pushed { get; set; }

    /// <summary>Bytes of payload that came.</summary>
    public long BytesHeard { get; private set; }

    /// <summary>Connects and shakes hands.</summary>
    public static async Task<HubSession> ConnectAsync(Uri url, IReadOnlyDictionary<string, string>? headers = null, IPAddress? from = null, CancellationToken cancellationToken = default)
    {
        var session = new HubSession(await RawWebSocket.ConnectAsync(url, headers ?? new Dictionary<string, string>(), from, cancellationToken));
        session.Ended = session.ListenAsync();
        session.socket.Send([.. "{\"protocol\":\"json\",\"version\":1}"u8, RecordEnd]);
        await session.shaken.Task.WaitAsync(TimeSpan.FromSeconds(30), cancellationToken);
        return session;
    }

    /// <summary>A call whose result is wanted; a refusal throws with its text.</summary>
    public async Task<JsonElement> CallAsync(string method, object? argument)
    {
        var id = NextId();
        var result = new TaskCompletionSource<JsonElement>(TaskCreationOptions.RunContinuationsAsynchronously);
        waiting[id] = result;
        var call = JsonSerializer.SerializeToUtf8Bytes(
            new { type = 1, invocationId = id.ToString(CultureInfo.InvariantCulture), target = method, arguments = argument is null ? [] : new[] { argument } });
        socket.Send([.. call, RecordEnd]);
        return await result.Task.WaitAsync(TimeSpan.FromSeconds(60));
    }

    /// <summary>A number for <see cref="Invoke"/>.</summary>
    public int NextId() => Interlocked.Increment(ref lastId);

    /// <summary>Sends a record that was written by the caller, without its end.</summary>
    public void Invoke(StringBuilder record)
    {
        ArgumentNullException.ThrowIfNull(record);
        var text = record.Append((char)RecordEnd).ToString();
        Span<byte> bytes = stackalloc byte[1_024];
        socket.Send(bytes[..Encoding.UTF8.GetBytes(text, bytes)]);
    }

    /// <summary>Says that it is still there; the server cuts whoever is silent for long.</summary>
    public void SayPing() => socket.Send(Ping);

    public void Dispose()
    {
        closed.Cancel();
        socket.Dispose();
        closed.Dispose();
    }

    private async Task ListenAsync()
    {
        await socket.ReceiveAsync(Heard, closed.Token);
        foreach (var call in waiting.Values)
        {
            call.TrySetException(new IOException("The connection has ended."));
        }

        shaken.TrySetException(new IOException("The connection has ended."));
    }

    private void Heard(ReadOnlySpan<byte> message)
    {
        BytesHeard += message.Length;
        while (message.IndexOf(RecordEnd) is var end and >= 0)
        {
            Record(message[..end]);
            message = message[(end + 1)..];
        }
    }

    private void Record(ReadOnlySpan<byte> record)
    {
        if (record.SequenceEqual("{}"u8))
        {
            shaken.TrySetResult();
        }
        else if (record.StartsWith("{\"type\":1,"u8))
        {
            Pushed?.Invoke(record);
        }
        else if (record.StartsWith("{\"type\":3,"u8))
        {
            Answer(record);
        }
    }

    private void Answer(ReadOnlySpan<byte> record)
    {
        var id = Scan.Number(record, "\"invocationId\":\""u8);
        var isRefused = record.IndexOf("\"error\":\""u8) >= 0;
        if (!waiting.TryRemove((int)id, out var call))
        {
            Answered?.Invoke((int)id, !isRefused, record);
            return;
        }

        using var parsed = JsonDocument.Parse(Encoding.UTF8.GetString(record));
        if (isRefused)
        {
            call.TrySetException(new InvalidOperationException(parsed.RootElement.GetProperty("error").GetString()));
        }
        else
        {
            call.TrySetResult(parsed.RootElement.TryGetProperty("result", out var result) ? result.Clone() : default);
        }
    }
}
