using System.Collections.Concurrent;
using ChatService.Realtime.Tests.Kit;
using ChatService.Testing;

namespace ChatService.Realtime.Tests.Bus;

/// <summary>Hints from server to server.</summary>
public sealed class NodeBusTests : IAsyncLifetime
{
    private readonly MemoryNetwork network = new();
    private TestNode a = null!;
    private TestNode b = null!;

    public async ValueTask InitializeAsync()
    {
        a = await TestNode.StartAsync("a", _ => network.Join());
        b = await TestNode.StartAsync("b", _ => network.Join());
        await TwoNodes.MeetAsync(a, b);
    }

    public async ValueTask DisposeAsync()
    {
        await a.DisposeAsync();
        await b.DisposeAsync();
    }

    [Fact]
    public async Task A_hint_reaches_the_other_node_with_its_sender_in_order_and_not_the_sender_itself()
    {
        var heard = new ConcurrentQueue<(string From, byte Number)>();
        var last = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var own = a.Bus.Subscribe("t", (_, _) => heard.Enqueue(("itself", 0)));
        using var other = b.Bus.Subscribe("t", (from, payload) =>
        {
            heard.Enqueue((from, payload.Span[0]));
            if (payload.Span[0] == 99)
            {
                last.TrySetResult();
            }
        });
        for (byte i = 0; i < 100; i++)
        {
            a.Bus.Publish("t", new[] { i });
        }

        await last.Task.Soon("the last hint");
        Assert.Equal(Enumerable.Range(0, 100).Select(i => ("a", (byte)i)), heard);
    }

    [Fact]
    public async Task A_topic_is_compared_by_its_characters_and_a_subscription_ends_when_disposed_of()
    {
        var wrong = 0;
        using var upper = b.Bus.Subscribe("T", (_, _) => wrong++);
        using var pattern = b.Bus.Subscribe("*", (_, _) => wrong++);
        var ended = b.Bus.Subscribe("t", (_, _) => wrong++);
        ended.Dispose();
        ended.Dispose();
        a.Bus.Publish("t", ReadOnlyMemory<byte>.Empty);
        await Waiting.ForHintAsync(a, b);
        Assert.Equal(0, wrong);
    }

    [Fact]
    public async Task A_listener_that_throws_or_dawdles_harms_no_other_and_no_client()
    {
        b.Log.Expect("A listener of the node bus failed");
        await using var there = await b.ConnectAsync();
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var dawdling = new ManualResetEventSlim();
        using var first = b.Bus.Subscribe("t", (_, _) => throw new InvalidOperationException("no"));
        using var second = b.Bus.Subscribe("t", (_, _) =>
        {
            reached.TrySetResult();
            dawdling.Wait(Limit.AtMost);
        });
        a.Bus.Publish("t", ReadOnlyMemory<byte>.Empty);
        await reached.Task.Soon("the second listener");
        await a.SayAllAsync("clients first");
        await there.HearsAsync("clients first");
        dawdling.Set();
        await Waiting.ForHintAsync(a, b);
    }

    [Fact]
    public async Task A_payload_is_copied_before_publish_returns()
    {
        var heard = new TaskCompletionSource<byte[]>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var subscription = b.Bus.Subscribe("t", (_, payload) => heard.TrySetResult(payload.ToArray()));
        byte[] payload = [1, 2, 3];
        a.Bus.Publish("t", payload);
        Array.Clear(payload);
        Assert.Equal([1, 2, 3], await heard.Task.Soon());
    }

    [Fact]
    public async Task A_node_that_stops_is_lost_at_once()
    {
        var lost = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        a.Bus.NodeLost += node => lost.TrySetResult(node);
        var third = await TestNode.StartAsync("third", _ => network.Join());
        await TwoNodes.MeetAsync(a, third);
        await third.DisposeAsync();
        Assert.Equal("third", await lost.Task.WaitAsync(TimeSpan.FromSeconds(2), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_node_alone_says_so_and_publishing_is_nothing()
    {
        await using var alone = await TestNode.StartAsync("alone");
        Assert.Equal(NodeBusState.Alone, alone.Bus.State);
        Assert.Equal("alone", alone.Bus.NodeId);
        alone.Bus.Publish("t", ReadOnlyMemory<byte>.Empty);
        await using var client = await alone.ConnectAsync();
        await alone.SayAllAsync("hello");
        await client.HearsAsync("hello");
    }

    [Theory]
    [InlineData("redis:6379", true)]
    [InlineData("127.0.0.1:6379,password=geheim,ssl=true", true)]
    [InlineData("a:1,b:2", true)]
    [InlineData("redis://:geheim@redis:6379", false)]
    [InlineData("redis:6379,geheim=1", false)]
    [InlineData("password=geheim", false)]
    [InlineData("redis:6379,ssl=geheim", false)]
    public void A_connection_string_is_checked_and_never_repeated(string value, bool good)
    {
        var complaint = Redis.RedisSettings.Complaint(value);
        Assert.Equal(good, complaint is null);
        Assert.DoesNotContain("geheim", complaint ?? string.Empty, StringComparison.Ordinal);
    }
}
