using ChatService.Server.Platform;

namespace ChatService.Server.Features.Presence;

/// <summary>This process: the machine it runs on, and its start as an epoch that tells it from earlier processes there.</summary>
public sealed class NodeIdentity(TimeProvider time)
{
    /// <summary>The machine's name.</summary>
    public string Id { get; } = Environment.MachineName;

    /// <summary>Milliseconds since 1970 at the start. Compared for equality only, so a clock that jumps back does no harm.</summary>
    public long Epoch { get; } = time.Now().ToUnixTimeMilliseconds();
}
