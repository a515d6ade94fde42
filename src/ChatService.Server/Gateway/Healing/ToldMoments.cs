using System.Buffers.Binary;
using System.Collections.Concurrent;
using ChatService.Realtime;

namespace ChatService.Server.Gateway.Healing;

/// <summary>
/// Which moments of which conversations clients of this node were told about: noted when this node has pushed them, or when another one says that it has. What that one says
/// goes the same way as what it pushed and after it, so who hears the one has had the other, or hears of the gap. Moments and not "up to here": an own push
/// says nothing about what another node committed a moment before it.
/// </summary>
public sealed class ToldMoments
{
    private const int EntryBytes = 24;

    // Longer than any look goes back.
    private static readonly TimeSpan KeepFor = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan TidyEvery = TimeSpan.FromSeconds(10);

    private readonly INodeBus bus;
    private readonly TimeProvider time;
    private readonly string topic;
    private readonly ConcurrentDictionary<(Guid Conversation, long At), long> told = new();
    private long tidiedAt;
    private IDisposable? subscription;

    internal ToldMoments(INodeBus bus, TimeProvider time, string topic) => (this.bus, this.time, this.topic) = (bus, time, topic);

    internal void Listen() => subscription = bus.Subscribe(topic, (_, payload) => Heard(payload.Span));

    internal void Leave() => subscription?.Dispose();

    /// <summary>The clients here were told what the conversation became at this moment.</summary>
    public bool Has(Guid conversationId, DateTimeOffset at) => told.ContainsKey((conversationId, at.ToUnixTimeMilliseconds()));

    /// <summary>They were told now.</summary>
    public void Note(Guid conversationId, DateTimeOffset at) => Note(conversationId, at.ToUnixTimeMilliseconds());

    /// <summary>What was noted since this time may be wrong, and is told again.</summary>
    public void ForgetSince(DateTimeOffset since) => Forget(noted => time.GetElapsedTime(noted) <= time.GetUtcNow() - since);

    /// <summary>The clients here were told now, and those of other nodes by the backplane if it carried it: the other nodes hear this in the same way.</summary>
    public void Note(IReadOnlyCollection<(Guid Conversation, long At)> moments)
    {
        ArgumentNullException.ThrowIfNull(moments);
        if (moments.Count == 0)
        {
            return;
        }

        var payload = new byte[moments.Count * EntryBytes];
        var offset = 0;
        foreach (var (id, at) in moments)
        {
            Note(id, at);
            id.TryWriteBytes(payload.AsSpan(offset));
            BinaryPrimitives.WriteInt64LittleEndian(payload.AsSpan(offset + 16), at);
            offset += EntryBytes;
        }

        bus.Publish(topic, payload);
        Tidy();
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
