using System.Collections.Concurrent;
using System.Diagnostics;
using ChatService.LoadTests.Measure;
using ChatService.LoadTests.Stages;
using ChatService.Testing;

namespace ChatService.LoadTests.Scenarios.Talk;

/// <summary>
/// Pairs of a customer and an agent who write in turn. With a rate: an open loop, every wait counted from the moment at which a message was due, so that a stall is in the figures of
/// all that it held up. Without: each writes its next when the last is acked, which finds the peak.
/// </summary>
public sealed class Traffic
{
    internal const char CustomerSide = 'c';
    internal const char AgentSide = 'a';

    private static readonly TimeSpan QuietLimit = TimeSpan.FromSeconds(20);

    private readonly List<Talker> talkers = [];
    private readonly List<Line> lines;
    private readonly ConcurrentQueue<(Call Call, bool IsGood, long Seq)> answered = new();
    private readonly double? rate;
    private long acks;
    private long refusals;
    private long deliveries;
    private volatile bool isOver;

    public Traffic(IReadOnlyList<Pair> pairs, double? rate, bool keepsHistory)
    {
        ArgumentNullException.ThrowIfNull(pairs);
        this.rate = rate;
        var known = new Dictionary<Wire.HubSession, Line>();
        foreach (var pair in pairs)
        {
            Join(pair.Customer, CustomerSide, pair.ConversationId, Guid.Empty);
            Join(pair.Agent, AgentSide, pair.ConversationId, pair.AgentId);
        }

        lines = [.. known.Values];

        void Join(Wire.HubSession session, char side, Guid conversation, Guid agent)
        {
            var line = known.TryGetValue(session, out var old) ? old : known[session] = new Line(this, session, side);
            talkers.Add(new Talker(line, conversation, agent));
            if (keepsHistory)
            {
                line.Watch(conversation);
            }
        }
    }

    /// <summary>Waits from the due time to the ack; only while <see cref="IsMeasuring"/>.</summary>
    public Histogram AckWaits { get; } = new();

    /// <summary>Waits from the due time until the other side shows it; only while <see cref="IsMeasuring"/>.</summary>
    public Histogram DeliveryWaits { get; } = new();

    public bool IsMeasuring { get; set; }

    public long Acked => Interlocked.Read(ref acks);

    public long Refused => Interlocked.Read(ref refusals);

    public long DeliveredCount => Interlocked.Read(ref deliveries);

    /// <summary>On the wires of all clients.</summary>
    public long Bytes => lines.Sum(line => line.Session.Bytes);

    /// <summary>Times that a client had to ask behind a hole.</summary>
    public long Holes => Views.Sum(view => view.Holes);

    /// <summary>Messages that were shown because a client asked.</summary>
    public long Healed => Views.Sum(view => view.Healed);

    private IEnumerable<ConversationView> Views => lines.SelectMany(line => line.Views);

    /// <summary>Everybody shows what is there, and then talks until told to stop.</summary>
    public async Task TalkAsync(CancellationToken stop)
    {
        await using var pings = new Wire.Pings(() => lines.Select(line => line.Session));
        await CatchUpAsync();
        await (rate is { } perSecond ? PaceAsync(perSecond, stop) : RushAsync(stop));
        isOver = true;
    }

    /// <summary>What was under way arrives, at most for a while; then everybody resumes once more. How many messages only that brought.</summary>
    public async Task<long> SettleAsync()
    {
        var began = Stopwatch.GetTimestamp();
        while ((lines.Any(line => line.Under.Any()) || DeliveredCount < Acked) && Stopwatch.GetElapsedTime(began) < QuietLimit)
        {
            await Task.Delay(20);
        }

        return await CatchUpAsync();
    }

    /// <summary>What the clients did and saw, to be compared with what is stored.</summary>
    public History Seen(StoredHistory stored)
    {
        ArgumentNullException.ThrowIfNull(stored);
        Guid SenderOf(Talker talker) => talker.AgentId != Guid.Empty ? talker.AgentId : stored.Owners.GetValueOrDefault(talker.ConversationId);
        Sent SentBy(Call call, SendOutcome outcome, long seq) => new(SenderOf(call.Talker), call.Talker.ConversationId, call.ClientMessageId, call.Talker.TextAt(call.Due), outcome, seq);
        var sends = answered.Select(a => SentBy(a.Call, a.IsGood ? SendOutcome.Acked : SendOutcome.Refused, a.Seq)).Concat(lines.SelectMany(line => line.Under).Select(call => SentBy(call, SendOutcome.Unknown, 0)));
        var views = lines.SelectMany(line => line.Views.Select(view =>
            new View(line.Side == CustomerSide ? "customer" : "agent", line.Side == CustomerSide ? stored.Owners.GetValueOrDefault(view.ConversationId) : null, view.ConversationId, view.Lines)));
        return new History([.. sends], [.. views], stored.Lines, stored.Owners, stored.Log, []);
    }

    internal void Answered(in Call call, bool isGood, long seq)
    {
        answered.Enqueue((call, isGood, seq));
        Interlocked.Increment(ref isGood ? ref acks : ref refusals);
        if (isGood && IsMeasuring)
        {
            AckWaits.Add(Stopwatch.GetElapsedTime(call.Due));
        }

        if (rate is null && !isOver)
        {
            call.Talker.Write(Stopwatch.GetTimestamp());
        }
    }

    internal void Delivered(long due)
    {
        Interlocked.Increment(ref deliveries);
        if (IsMeasuring)
        {
            DeliveryWaits.Add(Stopwatch.GetElapsedTime(due));
        }
    }

    private async Task<long> CatchUpAsync()
    {
        long came = 0;
        foreach (var some in Views.Chunk(16))
        {
            came += (await Task.WhenAll(some.Select(view => view.CatchUpAsync()))).Sum();
        }

        return came;
    }

    private async Task RushAsync(CancellationToken stop)
    {
        talkers.ForEach(talker => talker.Write(Stopwatch.GetTimestamp()));
        await Task.WhenAny(Task.Delay(Timeout.Infinite, stop));
        isOver = true;
    }

    private async Task PaceAsync(double perSecond, CancellationToken stop)
    {
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
}
