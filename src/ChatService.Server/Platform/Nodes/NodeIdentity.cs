using ChatService.Realtime;
using Microsoft.Extensions.Options;

namespace ChatService.Server.Platform.Nodes;

/// <summary>This process in this life: after a restart it is another node, so nothing of an earlier life can be taken for its own.</summary>
public sealed class NodeIdentity(IOptions<RealtimeOptions> options)
{
    /// <summary>The machine's name and a random part; the same in the database and between the nodes.</summary>
    public string Id { get; } = options.Value.NodeId;
}
