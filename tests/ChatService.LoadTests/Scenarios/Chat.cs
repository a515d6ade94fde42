using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using ChatService.LoadTests.Measure;
using ChatService.LoadTests.Stages;
using ChatService.LoadTests.Wire;

namespace ChatService.LoadTests.Scenarios;

/// <summary>How a <see cref="Chat"/> run went.</summary>
public sealed record ChatResult(
    string Stage, int Pairs, double? RateMeant, double Seconds, long Acked, long Delivered, long Refused, Histogram Ack, Histogram Delivery,
    IReadOnlyList<(string Name, double MicrosPerMessage)> Cpu, double BytesPerMessage, IReadOnlyList<string> Complaints)
{
    /// <summary>Messages acked a second.</summary>
    public double Rate => Acked / Seconds;
}

/// <summary>
/// Pairs of a customer and an agent who write in turn. With a rate: an open loop, every wait counted from the moment at which a message was due, so that a stall is in the figures of
/// all that it held up. Without: each writes its next when the last is acked, which finds the peak.
/// </summary>
public sealed class Chat(IStage stage, int pairs, double? rate, TimeSpan warmUp, TimeSpan measured)
{
    private readonly Histogram acks = new();
    private readonly Histogram deliveries = new();
    private readonly ConcurrentDictionary<Guid, long> acked = new();
    private readonly List<Talker> talkers = [];
    private IReadOnlyList<HubSession> sessions = [];
    private IReadOnlyList<(string Name, int ProcessId)> processes = [];
    private long ackCount;
    private long refusals;
    private long deliveryCount;
    private volatile bool isMeasuring;
    private volatile bool isOver;

    public async Task<ChatResult> RunAsync()
    {
        var opened = await stage.OpenAsync(pairs);
        processes = stage.Processes;
        var lines = new Dictionary<HubSession, Line>();
        foreach (var pair in opened)
        {
            talkers.Add(new Talker(this, LineOf(pair.Customer, 'c'), pair.ConversationId));
            talkers.Add(new Talker(this, LineOf(pair.Agent, 'a'), pair.ConversationId));
        }

        Line LineOf(HubSession session, char side) => lines.TryGetValue(session, out var line) ? line : lines[session] = new Line(this, session, side);
        sessions = [.. lines.Keys];

        using var stop = new CancellationTokenSource();
        var pinging = PingAsync(stop.Token);
        var driving = Task.Run(() => DriveAsync(stop.Token));
        await Task.Delay(warmUp);
        var before = Now();
        isMeasuring = true;
        await Task.Delay(measured);
        isMeasuring = false;
        var after = Now();
        isOver = true;
        await stop.CancelAsync();
        await Task.WhenAll(driving, pinging);
        // What is under way may still arrive; it is not counted any more.
        await Task.Delay(TimeSpan.FromSeconds(1));
        foreach (var session in sessions)
        {
            session.Dispose();
        }

        return Result(before, after, await stage.CheckAsync([.. acked.Select(a => (a.Key, a.Value))]));
    }

    private ChatResult Result(Snapshot before, Snapshot after, IReadOnlyList<string> complaints)
    {
        var (count, seconds) = (after.Acked - before.Acked, Stopwatch.GetElapsedTime(before.At, after.At).TotalSeconds);
        var cpu = processes.Select((process, i) => (process.Name, (after.Cpu[i] - before.Cpu[i]).TotalMicroseconds / Math.Max(1, count)))
            .Append(("load tool", (after.Own - before.Own).TotalMicroseconds / Math.Max(1, count)));
        return new ChatResult(
            stage.Name, pairs, rate, seconds, count, after.Delivered - before.Delivered, Interlocked.Read(ref refusals), acks, deliveries, [.. cpu],
            (double)(after.Bytes - before.Bytes) / Math.Max(1, count), complaints);
    }

    private Snapshot Now() => new(
        Stopwatch.GetTimestamp(), Interlocked.Read(ref ackCount), Interlocked.Read(ref deliveryCount), sessions.Sum(s => s.BytesHeard),
        [.. processes.Select(process => ProcessMeter.Cpu(process.ProcessId))], Process.GetCurrentProcess().TotalProcessorTime);

    private async Task DriveAsync(CancellationToken stop)
    {
        if (rate is not { } perSecond)
        {
            talkers.ForEach(talker => talker.Write(Stopwatch.GetTimestamp()));
            await Task.WhenAny(Task.Delay(Timeout.Infinite, stop));
            return;
        }

        var step = Stopwatch.Frequency / perSecond;
        double due = Stopwatch.GetTimestamp();
        var next = 0;
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(1));
        try
        {
            while (await tick.WaitForNextTickAsync(stop))
            {
                for (var now = Stopwatch.GetTimestamp(); due <= now; due += step)
                {
                    talkers[next++ % talkers.Count].Write((long)due);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // Over.
        }
    }

    private void Answered(Call call, bool isGood, long seq)
    {
        if (!isGood)
        {
            Interlocked.Increment(ref refusals);
        }
        else
        {
            Interlocked.Increment(ref ackCount);
            acked[call.ClientMessageId] = seq;
            if (isMeasuring)
            {
                acks.Add(Stopwatch.GetElapsedTime(call.Due));
            }
        }

        if (rate is null)
        {
            call.Talker.Write(Stopwatch.GetTimestamp());
        }
    }

    private void Heard(long due)
    {
        Interlocked.Increment(ref deliveryCount);
        if (isMeasuring)
        {
            deliveries.Add(Stopwatch.GetElapsedTime(due));
        }
    }

    private async Task PingAsync(CancellationToken stop)
    {
        using var tick = new PeriodicTimer(TimeSpan.FromSeconds(10));
        try
        {
            while (await tick.WaitForNextTickAsync(stop))
            {
                foreach (var session in sessions)
                {
                    session.SayPing();
                }
            }
        }
        catch (OperationCanceledException)
        {
            // Over.
        }
    }

    private sealed record Snapshot(long At, long Acked, long Delivered, long Bytes, IReadOnlyList<TimeSpan> Cpu, TimeSpan Own);

    private readonly record struct Call(Talker Talker, long Due, Guid ClientMessageId);

    /// <summary>A connection and what is under way on it; an agent's carries many conversations.</summary>
    private sealed class Line
    {
        private readonly ConcurrentDictionary<int, Call> under = new();
        private readonly Chat chat;
        private readonly HubSession session;
        private readonly byte[] others;

        public Line(Chat chat, HubSession session, char side)
        {
            (this.chat, this.session, Side) = (chat, session, side);
            // One's own words come back as well.
            others = side == 'c' ? "\"text\":\"a="u8.ToArray() : "\"text\":\"c="u8.ToArray();
            session.Answered = Answered;
            session.Pushed = Pushed;
        }

        public char Side { get; }

        public void Send(Call call, Guid conversationId, string text)
        {
            var id = session.NextId();
            under[id] = call;
            session.Invoke(new StringBuilder(400).Append(
                CultureInfo.InvariantCulture,
                $"{{\"type\":1,\"invocationId\":\"{id}\",\"target\":\"SendMessage\",\"arguments\":[{{\"conversationId\":\"{conversationId}\",\"clientMessageId\":\"{call.ClientMessageId}\",\"text\":\"{text}\"}}]}}"));
        }

        private void Answered(int id, bool isGood, ReadOnlySpan<byte> record)
        {
            if (under.TryRemove(id, out var call))
            {
                chat.Answered(call, isGood, Scan.Number(record, "\"seq\":"u8));
            }
        }

        private void Pushed(ReadOnlySpan<byte> record)
        {
            if (record.IndexOf("\"target\":\"MessageAppended\""u8) >= 0 && Scan.Number(record, others) is var due and >= 0)
            {
                chat.Heard(due);
            }
        }
    }

    /// <summary>One side of a conversation.</summary>
    private sealed class Talker(Chat chat, Line line, Guid conversationId)
    {
        private const string Filler = "Thank you, I have found it: the shelf is 80 cm wide. Could you tell me when it would arrive?";

        public void Write(long due)
        {
            if (!chat.isOver)
            {
                line.Send(new Call(this, due, Guid.NewGuid()), conversationId, string.Create(CultureInfo.InvariantCulture, $"{line.Side}={due};{Filler}"));
            }
        }
    }
}
