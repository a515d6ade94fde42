using System.Buffers.Binary;
using System.Collections.Concurrent;
using ChatService.Realtime;
using ChatService.Server.Features.Conversations;

namespace ChatService.Server.Gateway.Healing;

/// <summary>
/// Which moments of which conversations the clients of this node were told about: noted when this node has pushed them, or when another one says that it has. What that one says
/// goes the same way as what it pushed and after it, so who hears the one has had the other, or hears of the gap. Moments and not "up to here": an own push
/// says nothing about what another node committed a moment before it.
/// </summary>
public sealed class ToldMoments : IEventPush, IHostedService
{
    private const string Topic = "told";
    private const int EntryBytes = 24;

    // Longer than any look goes back.
    private static readonly TimeSpan KeepFor = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan TidyEvery = TimeSpan.FromSeconds(10);

    private readonly INodeBus bus;
    private readonly TimeProvider time;
    private readonly ConcurrentDictionary<(Guid Conversation, long At), long> told = new();
    private readonly HashSet<(Guid Conversation, long At)>[] pushed = [.. Enumerable.Range(0, EventFanout.Shards).Select(_ => new HashSet<(Guid, long)>())];
    private long tidiedAt;
    private IDisposable? subscription;

    public ToldMoments(INodeBus bus, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(bus);
        (this.bus, this.time) = (bus, time);
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        subscription = bus.Subscribe(Topic, (_, payload) => Heard(payload.Span));
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        subscription?.Dispose();
        return Task.CompletedTask;
    }

    /// <summary>The clients here were told what the conversation became at this moment.</summary>
    public bool Has(Guid conversationId, DateTimeOffset at) => told.ContainsKey((conversationId, at.ToUnixTimeMilliseconds()));

    /// <summary>They were told now.</summary>
    public void Note(Guid conversationId, DateTimeOffset at) => Note(conversationId, at.ToUnixTimeMilliseconds());

    /// <summary>What was noted since this time may be wrong, and is told again.</summary>
    public void ForgetSince(DateTimeOffset since) => Forget(noted => time.GetElapsedTime(noted) <= time.GetUtcNow() - since);

    public Task PushAsync(object happened, CancellationToken cancellationToken)
    {
        if (happened is ConversationEvent conversation)
        {
            pushed[EventFanout.ShardOf(conversation.ConversationId)].Add((conversation.ConversationId, conversation.At.ToUnixTimeMilliseconds()));
        }

        return Task.CompletedTask;
    }

    public Task FlushAsync(int shard, CancellationToken cancellationToken)
    {
        var done = pushed[shard];
        if (done.Count == 0)
        {
            return Task.CompletedTask;
        }

        var payload = new byte[done.Count * EntryBytes];
        var offset = 0;
        foreach (var (id, at) in done)
        {
            Note(id, at);
            id.TryWriteBytes(payload.AsSpan(offset));
            BinaryPrimitives.WriteInt64LittleEndian(payload.AsSpan(offset + 16), at);
            offset += EntryBytes;
        }

        done.Clear();
        bus.Publish(Topic, payload);
        Tidy();
        return Task.CompletedTask;
    }

    private void Heard(ReadOnlySpan<byte> payload)
    {
        for (; payload.Length >= EntryBytes; payload = payload[EntryBytes..])
        {
            Note(new Guid(payload[..16]), BinaryPrimitives.ReadInt64LittleEndian(payload[16..]));
        }

        Tidy();
    }

    private void Note(Guid conversationId, long at) => told[(conversationId, at)] = time.GetTimestamp();

    private void Tidy()
    {
        var last = Interlocked.Read(ref tidiedAt);
        if (time.GetElapsedTime(last) > TidyEvery && Interlocked.CompareExchange(ref tidiedAt, time.GetTimestamp(), last) == last)
        {
            Forget(noted => time.GetElapsedTime(noted) > KeepFor);
        }
    }

    private void Forget(Func<long, bool> which)
    {
        foreach (var moment in told)
        {
            if (which(moment.Value))
            {
                told.TryRemove(moment);
            }
        }
    }
}
