namespace ChatService.Realtime.Nodes;

/// <summary>
/// The wire between nodes: every frame that one node publishes reaches every node, itself included, at most once in a while twice, and now and then not at all.
/// Everything that makes this useful (order, duplicates, gaps, liveness) stands above it, in <see cref="NodeLink"/>.
/// </summary>
internal interface IBackplane : IAsyncDisposable
{
    /// <summary>Begins to listen and returns at once, also when the other side is away; it keeps trying by itself.</summary>
    /// <param name="received">A frame; called one after the other, and returns at once.</param>
    /// <param name="broken">The wire is known to have been cut; what was on it may be lost.</param>
    void Open(Action<ReadOnlyMemory<byte>> received, Action broken);

    /// <summary>Sends a frame; completes when the other side took it, fails when that is not certain. Frames keep the order of the calls.</summary>
    Task PublishAsync(byte[] frame);

    /// <summary>Nothing has been heard for too long, whatever the wire believes: build a new one.</summary>
    void Renew();
}
