using System.Diagnostics;

namespace ChatService.Server.Platform.Observability;

/// <summary>
/// Spans of a message's way: the hub call (the framework's own) → <c>lane</c> (queued, decided, committed) → <c>lane.commit</c> (the transaction it shared) → <c>fanout</c>.
/// They carry ids and counts, never text, tokens or addresses. While nobody listens nothing is made.
/// </summary>
public static class Tracing
{
    /// <summary>The name that exporters listen to.</summary>
    public const string Name = "ChatService";

    // A batch of 256 with a link to each would be larger than what it describes.
    private const int MostLinks = 16;

    public static ActivitySource Source { get; } = new(Name);

    /// <summary>A span for work that several callers share: below the first of them that is recorded, with links to the others.</summary>
    public static Activity? StartBatch(string name, IEnumerable<Activity?> callers)
    {
        if (!Source.HasListeners())
        {
            return null;
        }

        var recorded = callers.OfType<Activity>().Where(caller => caller.Recorded).Select(caller => caller.Context).Take(MostLinks + 1).ToList();
        return recorded.Count == 0
            ? null
            : Source.StartActivity(name, ActivityKind.Internal, recorded[0], links: recorded.Skip(1).Select(context => new ActivityLink(context)));
    }

    /// <summary>What is told now was caused by this; nothing while nobody traces it.</summary>
    public static ActivityContext Cause => Source.HasListeners() && Activity.Current is { Recorded: true } current ? current.Context : default;

    /// <summary>A span below what caused it, on another thread and later; null without a cause.</summary>
    public static Activity? StartAfter(string name, ActivityContext cause) => cause == default ? null : Source.StartActivity(name, ActivityKind.Internal, cause);
}
