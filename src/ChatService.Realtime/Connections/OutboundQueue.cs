using Microsoft.AspNetCore.SignalR;

namespace ChatService.Realtime.Connections;

/// <summary>
/// What waits for one connection, in order and bounded. Whoever sends never waits for the socket: while nothing waits, the message goes straight into the transport's
/// buffer; when that is full, messages queue up here and are written as the client reads.
/// </summary>
internal sealed class OutboundQueue(HubConnectionContext connection, RealtimeOptions options, TimeProvider time, RealtimeMetrics metrics)
{
    private readonly Lock gate = new();
    private readonly Queue<Item> waiting = new();
    private long bytes;
    private bool writing;
    private long writingSince;
    private bool closed;

    /// <summary>Messages and bytes that wait.</summary>
    public (int Messages, long Bytes) Waiting
    {
        get
        {
            lock (gate)
            {
                return (waiting.Count, bytes);
            }
        }
    }

    /// <summary>The write under way has taken longer than a client may take.</summary>
    public bool IsStuck
    {
        get
        {
            lock (gate)
            {
                return writing && !closed && time.GetElapsedTime(writingSince) > options.StuckWrite;
            }
        }
    }

    /// <summary>Sends, or lets it wait. The task completes when the transport has it or it is known that it never will.</summary>
    /// <param name="message">What.</param>
    /// <param name="sent">Not null: completed as said.</param>
    /// <returns>False when there is no room left: the connection is to be cut.</returns>
    public bool TrySend(OutboundMessage message, TaskCompletionSource? sent = null)
    {
        // First of all, for it throws when an argument cannot be written.
        var item = new Item(message, message.Size(connection.Protocol), sent);
        lock (gate)
        {
            if (closed)
            {
                sent?.TrySetResult();
                return true;
            }

            if (writing)
            {
                return TryQueue(item);
            }

            (writing, writingSince) = (true, time.GetTimestamp());
        }

        Start(item);
        return true;
    }

    /// <summary>Lets go of everything; nothing is sent any more. False when that was so already.</summary>
    public bool Close()
    {
        List<Item> left;
        lock (gate)
        {
            if (closed)
            {
                return false;
            }

            closed = true;
            left = [.. waiting];
            waiting.Clear();
            bytes = 0;
        }

        left.ForEach(item => item.Sent?.TrySetResult());
        return true;
    }

    // Under the lock.
    private bool TryQueue(Item item)
    {
        if (item.Message.Low && (waiting.Count >= options.QueueMessages / 2 || bytes >= options.QueueBytes / 2))
        {
            metrics.QueueDropped();
            item.Sent?.TrySetResult();
            return true;
        }

        if (waiting.Count >= options.QueueMessages || bytes + item.Size > options.QueueBytes)
        {
            item.Sent?.TrySetResult();
            return false;
        }

        waiting.Enqueue(item);
        bytes += item.Size;
        return true;
    }

    private void Start(Item item)
    {
        var write = WriteAsync(item);
        if (!write.IsCompletedSuccessfully)
        {
            _ = PumpAsync(write);
        }
        else if (!Rest())
        {
            // Others queued up meanwhile; the sender has its own work to do.
            _ = Task.Run(() => PumpAsync(Task.CompletedTask));
        }
    }

    private async Task PumpAsync(Task write)
    {
        await write;
        while (TryNext(out var item))
        {
            await WriteAsync(item);
        }
    }

    private async Task WriteAsync(Item item)
    {
        try
        {
            await connection.WriteAsync(item.Message.Message);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // A connection that cannot be written to is no connection. It reaches nobody else.
            Close();
            connection.Abort();
        }
        finally
        {
            item.Sent?.TrySetResult();
        }
    }

    // True when nothing waits: the next sender writes by itself again.
    private bool Rest()
    {
        lock (gate)
        {
            writing = waiting.Count > 0;
            writingSince = time.GetTimestamp();
            return !writing;
        }
    }

    private bool TryNext(out Item item)
    {
        lock (gate)
        {
            writing = waiting.TryDequeue(out item);
            writingSince = time.GetTimestamp();
            bytes -= writing ? item.Size : 0;
            return writing;
        }
    }

    private readonly record struct Item(OutboundMessage Message, int Size, TaskCompletionSource? Sent);
}
