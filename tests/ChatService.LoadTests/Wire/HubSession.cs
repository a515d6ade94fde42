using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;

namespace ChatService.LoadTests.Wire;

/// <summary>What a record is handed to; its spans are gone after the call.</summary>
public delegate void HeardHandler(in Heard heard);

/// <summary>One connection to a hub. Calls of the set-up are awaited and parsed; calls under measurement are written and scanned as bytes.</summary>
public sealed class HubSession : IDisposable
{
    private const int LargestSend = 1_024;

    private static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(60);

    private readonly RawWebSocket socket;
    private readonly WireForm form;
    private readonly ConcurrentDictionary<int, TaskCompletionSource<JsonElement>> waiting = new();
    private readonly CancellationTokenSource closed = new();
    private readonly TaskCompletionSource shaken = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int lastId;

    private HubSession(RawWebSocket socket, WireForm form) => (this.socket, this.form) = (socket, form);

    /// <summary>Completes when the connection has ended.</summary>
    public Task Ended { get; private set; } = Task.CompletedTask;

    /// <summary>An answer to <see cref="Send"/>.</summary>
    public HeardHandler? Answered { get; set; }

    /// <summary>A message of a conversation.</summary>
    public HeardHandler? Pushed { get; set; }

    /// <summary>Bytes on the wire in both directions, frames included, since the upgrade.</summary>
    public long Bytes => socket.Bytes;

    /// <summary>Connects and shakes hands; JSON unless another form is given.</summary>
    public static async Task<HubSession> ConnectAsync(
        Uri url, WireForm? form = null, IReadOnlyDictionary<string, string>? headers = null, IPAddress? from = null, CancellationToken cancellationToken = default)
    {
        form ??= WireForm.Json;
        var session = new HubSession(await RawWebSocket.ConnectAsync(url, headers ?? new Dictionary<string, string>(), from, cancellationToken), form);
        session.Ended = session.ListenAsync();
        try
        {
            session.socket.Send(form.Hello, isText: true);
            await session.shaken.Task.WaitAsync(TimeSpan.FromSeconds(30), cancellationToken);
            return session;
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    /// <summary>A call whose result is wanted; a refusal throws with its text.</summary>
    public async Task<JsonElement> CallAsync(string method, object? argument)
    {
        var id = Interlocked.Increment(ref lastId);
        var result = new TaskCompletionSource<JsonElement>(TaskCreationOptions.RunContinuationsAsynchronously);
        waiting[id] = result;
        socket.Send(form.Call(id, method, argument), form.IsText);
        return await result.Task.WaitAsync(AnswerLimit);
    }

    /// <summary>A number for <see cref="Send"/>.</summary>
    public int NextId() => Interlocked.Increment(ref lastId);

    /// <summary>Sends one message without waiting for anything; plain ASCII without quotation marks.</summary>
    public void Send(int id, Guid conversationId, Guid clientMessageId, ReadOnlySpan<byte> text)
    {
        Span<byte> record = stackalloc byte[LargestSend];
        socket.Send(record[..form.WriteSend(record, id, conversationId, clientMessageId, text)], form.IsText);
    }

    /// <summary>Says that it is still there; a server cuts whoever is silent for long.</summary>
    public void SayPing()
    {
        if (form.Ping is { } ping)
        {
            socket.Send(ping, form.IsText);
        }
    }

    /// <summary>Cuts the connection as a network does: a reset, no goodbye.</summary>
    public void Cut() => socket.Abort();

    public void Dispose()
    {
        closed.Cancel();
        socket.Dispose();
    }

    private async Task ListenAsync()
    {
        var ended = new IOException("The connection has ended.");
        try
        {
            await socket.ReceiveAsync(Take, closed.Token);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // Said to whoever waits, who would otherwise run into a limit and know nothing.
            ended = new IOException("What came could not be read.", exception);
            socket.Dispose();
        }

        foreach (var call in waiting.Values)
        {
            call.TrySetException(ended);
        }

        shaken.TrySetException(ended);
    }

    private void Take(ReadOnlySpan<byte> payload)
    {
        while (form.TryTake(ref payload, out var record))
        {
            var heard = form.Read(record);
            switch (heard.Kind)
            {
                case HeardKind.Greeting:
                    shaken.TrySetResult();
                    break;
                case HeardKind.Ping when form.Pong is { } pong:
                    socket.Send(pong, form.IsText);
                    break;
                case HeardKind.Message:
                    Pushed?.Invoke(heard);
                    break;
                case HeardKind.Answer when waiting.TryRemove(heard.Id, out var call):
                    Complete(call, record);
                    break;
                case HeardKind.Answer:
                    Answered?.Invoke(heard);
                    break;
            }
        }
    }

    private void Complete(TaskCompletionSource<JsonElement> call, ReadOnlySpan<byte> record)
    {
        try
        {
            call.TrySetResult(form.Result(record));
        }
        catch (Exception exception) when (exception is InvalidOperationException or InvalidDataException or JsonException)
        {
            call.TrySetException(exception);
        }
    }
}
