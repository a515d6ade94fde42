using ChatService.Realtime.Nodes;
using ChatService.Testing;

namespace ChatService.Realtime.Tests.Kit;

/// <summary>Two nodes that hear each other, over the wire of a derived class.</summary>
public abstract class TwoNodes : IAsyncLifetime
{
    private int markers;

    internal TestNode A { get; private set; } = null!;

    internal TestNode B { get; private set; } = null!;

    internal IReadOnlyList<TestNode> Nodes => [A, B];

    public async ValueTask InitializeAsync()
    {
        await StartWireAsync();
        A = await StartNodeAsync("a", speaks: SpokenAtA);
        B = await StartNodeAsync("b", speaks: SpokenAtA == HubWire.Json ? HubWire.MessagePack : HubWire.Json);
        await MeetAsync(A, B);
    }

    public async ValueTask DisposeAsync()
    {
        await A.DisposeAsync();
        await B.DisposeAsync();
        await StopWireAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>The clients of the two nodes speak different protocols, so whatever crosses nodes crosses those, too.</summary>
    protected virtual HubWire SpokenAtA => HubWire.Json;

    internal Task<TestNode> StartNodeAsync(string id, Action<RealtimeOptions>? tune = null, HubWire speaks = HubWire.Json) =>
        TestNode.StartAsync(id, NewWire, tune, speaks: speaks);

    internal abstract IBackplane NewWire(IServiceProvider services);

    protected abstract Task StartWireAsync();

    protected abstract Task StopWireAsync();

    /// <summary>Until each hears the other.</summary>
    internal static async Task MeetAsync(params TestNode[] nodes)
    {
        foreach (var to in nodes)
        {
            foreach (var from in nodes.Where(node => node != to))
            {
                await Waiting.ForHintAsync(from, to);
            }
        }
    }

    /// <summary>A message to everybody, after everything that was sent before: who has heard it has heard all that is to be heard.</summary>
    internal async Task SettleAsync(params TestClient[] clients)
    {
        foreach (var node in Nodes)
        {
            var marker = $"marker {Interlocked.Increment(ref markers)}";
            await node.SayAllAsync(marker);
            await Task.WhenAll(clients.Select(client => client.HearsAsync(marker)));
        }
    }

    /// <summary>Everything but the markers.</summary>
    internal static IEnumerable<string> Words(TestClient client) => client.Heard.All.Where(text => !text.StartsWith("marker", StringComparison.Ordinal));
}
