using System.Collections.Concurrent;
using ChatService.Server.Features.Conversations;
using ChatService.Server.Platform.Storage;

namespace ChatService.Server.Tests.Sla;

/// <summary>What was told after commits, in their order.</summary>
internal sealed class Heard : ICommitListener
{
    private readonly ConcurrentQueue<object> events = new();

    public void Committed(IReadOnlyList<object> events)
    {
        foreach (var happened in events)
        {
            this.events.Enqueue(happened);
        }
    }

    public IReadOnlyList<T> All<T>() => [.. events.OfType<T>()];

    public IReadOnlyList<string> Types => [.. events.OfType<ConversationEvent>().Select(e => e.Type)];
}
