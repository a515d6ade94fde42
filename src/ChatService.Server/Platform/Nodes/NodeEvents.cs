using ChatService.Server.Platform.Storage;

namespace ChatService.Server.Platform.Nodes;

/// <summary>What another room does when a node has gone, in the transaction that removes the node's row; so once, whoever found it.</summary>
public interface INodeReaction
{
    /// <summary>The node lives no longer.</summary>
    Task LeftAsync(WriteScope scope, string nodeId, CancellationToken cancellationToken);
}

/// <summary>Told on this node: the others had taken it for dead and acted on that; what it holds must be said anew.</summary>
public sealed record NodeRejoined;

/// <summary>Told on this node: it was away for so long that what the others told is gone; whatever it keeps in memory may be old.</summary>
public sealed record NoticesMissed;
