
namespace ChatService.ClusterTests.Faults.Deeds;

/// <summary>A tab of a customer reads nothing any more, while much is said in its conversation; it is over when the node has cut it.</summary>
internal sealed class ReaderStopped : IDeed
{
    // Some thousand characters that are three bytes each, and still one call's worth when a client escapes them.
    private static readonly string Long = new('长', 5_000);

    // More than the system and the node hold for a connection before a write has to wait: some 6 MB.
    private const int Enough = 100;
    private const int AtOnce = 4;

    public string Code => "F13";

    public string Name => "a client stops reading";

    /// <summary>The longest wait of the other tab for an ack meanwhile.</summary>
    public TimeSpan Slowest { get; private set; }

    public async Task RunAsync(ChatCluster cluster, Dice dice, Task lasting)
    {
        var node = cluster.Nodes[dice.Roll(cluster.Nodes.Count)];
        await using var tabs = await Tabs.OpenAsync(node.Url);
        await using var deaf = await tabs.AddDeafAsync(node.Url);
        var before = await node.FigureAsync(Figure);
        using var again = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        for (var written = 0; !lasting.IsCompleted && await node.FigureAsync(Figure) <= before; written++)
        {
            // It does not read, but it lives.
            await deaf.SendAsync("{\"type\":6}" + RawSocket.RecordEnd);
            if (written < Enough)
            {
                var waits = await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(_ => tabs.WriteAsync(0, Long)));
                Slowest = TimeSpan.FromTicks(Math.Max(Slowest.Ticks, waits.Max().Ticks));
            }
            else
            {
                // Full: what is left is the time that a client has to take something.
                await again.WaitForNextTickAsync();
            }
        }
    }

    /// <summary>Connections that a node has cut for this.</summary>
    internal const string Figure = "chatservice_realtime_slow_consumers_total";
}
