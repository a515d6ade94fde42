using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.WebSockets;
using ChatService.Contracts;
using Microsoft.AspNetCore.SignalR;

namespace ChatService.ClusterTests.People;

/// <summary>
/// A client that lives as the shipped ones do: it reconnects with full jitter and never gives up, resumes, keeps what it sent until it knows the outcome, and shows messages by
/// the rule of PROTOCOL.md §3. It remembers all of it for the history checker.
/// </summary>
internal abstract class Participant(string name, Dice dice, Journal journal)
{
    // As in the shipped clients: longer than any answer that still counts.
    private static readonly TimeSpan CallLimit = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan SettleLimit = TimeSpan.FromSeconds(90);

    // What others do at the same time may refuse these; anything else is a finding.
    private static readonly HashSet<string> Planned = ["conversation_closed", "not_assigned", "offer_ended", "conflict", "capacity_full", "agent_unavailable", "not_found"];

    private readonly ConcurrentDictionary<Guid, Transcript> transcripts = new();
    private readonly List<Outgoing> sends = [];
    private readonly Lock gate = new();
    private long newestAcked;
    private long longestWait;
    private int asked;
    private volatile bool moves;
    private TaskCompletionSource live = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource acked = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>How long without a word until a connection is taken for dead; the shipped clients' own.</summary>
    protected static readonly TimeSpan ServerTimeout = TimeSpan.FromSeconds(30);

    public string Name => name;

    /// <summary>Who it is on the wire; empty until it has learnt it.</summary>
    public Guid Id { get; protected set; }

    protected Dice Dice => dice;

    protected Journal Journal => journal;

    protected IReadOnlyDictionary<Guid, Transcript> Transcripts => transcripts;

    /// <summary>Null for an agent.</summary>
    protected abstract Guid? VisitorId { get; }

    public IReadOnlyList<Sent> Sends
    {
        get
        {
            lock (gate)
            {
                return [.. sends.Select(o => new Sent(Id, o.ConversationId, o.ClientMessageId, o.Text, o.Outcome, o.Seq))];
            }
        }
    }

    public IEnumerable<View> Views => transcripts.Select(t => new View(name, VisitorId, t.Key, t.Value.Lines));

    /// <summary>Of its messages so far: from the moment at which one was due to its ack.</summary>
    public TimeSpan LongestWait => TimeSpan.FromTicks(Interlocked.Read(ref longestWait));

    /// <summary>How often a node that was drained has asked it to go elsewhere.</summary>
    public int Asked => Volatile.Read(ref asked);

    /// <summary>Completes when it is connected and has resumed; a connection that was lost since counts no more.</summary>
    public Task Live => live.Task;

    /// <summary>Completes with the next ack of a message that was sent after this call.</summary>
    public async Task SpeaksAsync()
    {
        var from = Stopwatch.GetTimestamp();
        Task next;
        do
        {
            lock (gate)
            {
                next = acked.Task;
            }

            await next;
        }
        while (Interlocked.Read(ref newestAcked) < from);
    }

    /// <summary>Connects, resumes, sends again what it does not know, talks, and begins anew when the connection breaks, until it is stopped.</summary>
    public async Task LiveAsync(Func<Uri> server, CancellationToken stop)
    {
        var failures = 0;
        while (!stop.IsCancellationRequested)
        {
            var began = Stopwatch.GetTimestamp();
            moves = false;
            try
            {
                await SessionAsync(server(), stop);
            }
            catch (Exception exception) when (IsWire(exception) || stop.IsCancellationRequested)
            {
                // Whatever was under way is unknown.
            }
            catch (Exception exception) when (exception is not OutOfMemoryException)
            {
                journal.Surprises.Add($"{name}: {exception}");
            }

            if (live.Task.IsCompleted)
            {
                live = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            }

            if (moves)
            {
                // The time at which to come back was given to it; there is nothing to wait for.
                failures = 0;
                continue;
            }

            failures = Stopwatch.GetElapsedTime(began) > TimeSpan.FromSeconds(5) ? 0 : failures + 1;
            await Task.WhenAny(Task.Delay(dice.Jitter(Math.Min(4_000, 250 << Math.Min(failures, 4))), stop));
        }
    }

    /// <summary>At the end: sends again what is unknown, and reads everything once more.</summary>
    public async Task SettleAsync(Uri server)
    {
        var clock = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                await CatchUpAsync(server);
                return;
            }
            catch (Exception exception) when (IsWire(exception) && clock.Elapsed < SettleLimit)
            {
                await Task.Delay(dice.Jitter(500));
            }
        }
    }

    protected abstract Task SessionAsync(Uri server, CancellationToken stop);

    protected abstract Task CatchUpAsync(Uri server);

    protected Transcript TranscriptOf(Guid conversationId) => transcripts.GetOrAdd(conversationId, _ => new Transcript());

    /// <summary>Those of which something was pushed that is not the next; only they are asked for.</summary>
    protected IReadOnlyList<Guid> WithHoles() => [.. transcripts.Where(t => t.Value.HasHole).Select(t => t.Key)];

    protected void Hear(Message message)
    {
        TranscriptOf(message.ConversationId).Hear(message);
        if (message.Sender.Id != Id)
        {
            journal.Heard(message.ClientMessageId);
        }
    }

    protected void IsLive() => live.TrySetResult();

    /// <summary>A node that is drained says when to reconnect; until then it serves. Calls <paramref name="leave"/> at that time.</summary>
    protected async Task MoveAsync(Draining draining, Action leave)
    {
        Interlocked.Increment(ref asked);
        await Task.Delay(draining.ReconnectInMs);
        moves = true;
        leave();
    }

    /// <summary>One message to send, remembered before it goes out.</summary>
    protected Outgoing Write(string text, Guid? conversationId, string method, long dueAt)
    {
        lock (gate)
        {
            var outgoing = new Outgoing(method, Guid.NewGuid(), $"{text} of {name}, {sends.Count}", dueAt) { ConversationId = conversationId };
            sends.Add(outgoing);
            journal.Written(outgoing);
            return outgoing;
        }
    }

    /// <summary>Those without an outcome, in the order in which they were written.</summary>
    protected IReadOnlyList<Outgoing> Pending()
    {
        lock (gate)
        {
            return [.. sends.Where(o => o.Outcome == SendOutcome.Unknown)];
        }
    }

    /// <summary>Sends until there is an outcome, asking again while the store is away; a broken connection leaves it unknown and throws.</summary>
    protected async Task SendAsync(Outgoing outgoing, Func<Outgoing, CancellationToken, Task<(Guid Conversation, long Seq)>> call, CancellationToken stop = default)
    {
        while (true)
        {
            try
            {
                using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
                limit.CancelAfter(CallLimit);
                var (conversation, seq) = await call(outgoing, limit.Token).WaitAsync(limit.Token);
                Done(outgoing, conversation, seq);
                return;
            }
            catch (HubException exception) when (Refused.CodeOf(exception) is "unavailable" or "rate_limited")
            {
                journal.Refused();
                await Task.Delay(dice.Jitter(500), stop);
            }
            catch (HubException exception)
            {
                outgoing.Outcome = SendOutcome.Refused;
                Note(exception);
                return;
            }
        }
    }

    /// <summary>Any other call; a refusal is noted.</summary>
    protected async Task TryAsync(Task call)
    {
        try
        {
            await call.WaitAsync(CallLimit);
        }
        catch (HubException exception)
        {
            Note(exception);
        }
    }

    /// <summary>A page of a transcript; a store that is away is asked again.</summary>
    protected async Task<T?> ReadAsync<T>(Func<Task<T>> read)
        where T : class
    {
        while (true)
        {
            try
            {
                return await read();
            }
            catch (HubException exception) when (Refused.CodeOf(exception) is "unavailable" or "rate_limited")
            {
                await Task.Delay(dice.Jitter(500));
            }
            catch (HubException exception) when (Refused.CodeOf(exception) == "not_found")
            {
                return null;
            }
        }
    }

    // A connection that breaks, a server that is not there, a balancer without a node, an answer that does not come.
    internal static bool IsWire(Exception exception) => exception switch
    {
        HubException => false,
        HttpRequestException or WebSocketException or IOException or OperationCanceledException or TimeoutException => true,
        // The official client's words for "the connection is not active".
        InvalidOperationException invalid => invalid.Message.Contains("connection", StringComparison.OrdinalIgnoreCase),
        AggregateException many => many.InnerExceptions.All(IsWire),
        _ => false,
    };

    private void Done(Outgoing outgoing, Guid conversation, long seq)
    {
        (outgoing.ConversationId, outgoing.Seq) = (conversation, seq);
        var waited = Stopwatch.GetElapsedTime(outgoing.DueAt).Ticks;
        journal.Ack(outgoing);
        TaskCompletionSource told;
        lock (gate)
        {
            outgoing.Outcome = SendOutcome.Acked;
            longestWait = Math.Max(longestWait, waited);
            newestAcked = Math.Max(newestAcked, outgoing.DueAt);
            (told, acked) = (acked, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        }

        told.TrySetResult();
    }

    private void Note(HubException exception)
    {
        var code = Refused.CodeOf(exception);
        if (code is "unavailable" or "rate_limited")
        {
            journal.Refused();
        }
        else if (!Planned.Contains(code))
        {
            journal.Surprises.Add($"{name}: {exception.Message}");
        }
    }
}
