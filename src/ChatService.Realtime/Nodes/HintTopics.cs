using System.Collections.Concurrent;
using System.Collections.Immutable;

namespace ChatService.Realtime.Nodes;

/// <summary>Who listens to which topic on this node.</summary>
internal sealed class HintTopics
{
    private readonly ConcurrentDictionary<string, ImmutableArray<Action<string, ReadOnlyMemory<byte>>>> handlers = new(StringComparer.Ordinal);

    public IDisposable Add(string topic, Action<string, ReadOnlyMemory<byte>> handler)
    {
        handlers.AddOrUpdate(topic, [handler], (_, own) => own.Add(handler));
        return new Subscription(() => handlers.AddOrUpdate(topic, [], (_, own) => own.Remove(handler)));
    }

    public ImmutableArray<Action<string, ReadOnlyMemory<byte>>> Of(string topic) => handlers.GetValueOrDefault(topic, []);

    private sealed class Subscription(Action end) : IDisposable
    {
        private Action? end = end;

        public void Dispose() => Interlocked.Exchange(ref end, null)?.Invoke();
    }
}
