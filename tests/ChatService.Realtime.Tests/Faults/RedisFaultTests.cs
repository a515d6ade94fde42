using System.Diagnostics;
using ChatService.Realtime.Tests.Kit;
using ChatService.Testing;

namespace ChatService.Realtime.Tests.Faults;

/// <summary>Two nodes and a Redis of their own that dies, stands still, throws them out and forgets everything.</summary>
public sealed class RedisFaultTests : IAsyncLifetime
{
    // Clients must be whole again within two seconds of its return; a busy test machine gets some more.
    private static readonly TimeSpan HealLimit = TimeSpan.FromSeconds(5);

    // What a hub call may take while Redis does not answer: nothing of it is waiting for Redis.
    private static readonly TimeSpan AtOnce = TimeSpan.FromSeconds(1);

    private readonly ITestOutputHelper output;
    private RedisServer redis = null!;
    private TestNode a = null!;
    private TestNode b = null!;

    public RedisFaultTests(ITestOutputHelper output) => this.output = output;

    public async ValueTask InitializeAsync()
    {
        redis = await RedisServer.StartAsync(password: "geheim");
        a = await StartAsync("a");
        b = await StartAsync("b");
        await TwoNodes.MeetAsync(a, b);
    }

    public async ValueTask DisposeAsync()
    {
        await a.DisposeAsync();
        await b.DisposeAsync();
        await redis.DisposeAsync();
        Assert.DoesNotContain(a.Log.Lines.Concat(b.Log.Lines), line => line.Contains("geheim", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Redis_killed_and_started_again_leaves_each_node_working_and_heals_both()
    {
        await using var here = await a.ConnectAsync();
        await using var there = await b.ConnectAsync();
        await redis.KillAsync();
        await Task.WhenAll(a.Bus.ForStateAsync(NodeBusState.Degraded), b.Bus.ForStateAsync(NodeBusState.Degraded));

        await WorksAloneAsync(here);

        var healed = Task.WhenAll(a.Bus.NextHealed(), b.Bus.NextHealed());
        await redis.StartAgainAsync();
        await HealsAsync(healed);
        await HearEachOtherAsync(here, there);
    }

    [Fact]
    public async Task Redis_that_stands_still_holds_up_no_hub_call_and_heals()
    {
        await using var here = await a.ConnectAsync();
        await using var there = await b.ConnectAsync();
        redis.Freeze();

        await WorksAloneAsync(here);
        await Task.WhenAll(a.Bus.ForStateAsync(NodeBusState.Degraded), b.Bus.ForStateAsync(NodeBusState.Degraded));
        await WorksAloneAsync(here);

        var healed = Task.WhenAll(a.Bus.NextHealed(), b.Bus.NextHealed());
        redis.Thaw();
        await HealsAsync(healed);
        await HearEachOtherAsync(here, there);
    }

    [Fact]
    public async Task Redis_that_throws_the_subscribers_out_is_noticed_and_healed()
    {
        await using var here = await a.ConnectAsync();
        await using var there = await b.ConnectAsync();
        var healed = Task.WhenAll(a.Bus.NextHealed(), b.Bus.NextHealed());
        Assert.StartsWith(":", await redis.CommandAsync("CLIENT", "KILL", "TYPE", "pubsub"), StringComparison.Ordinal);
        await HealsAsync(healed);
        await HearEachOtherAsync(here, there);
    }

    [Fact]
    public async Task Redis_that_throws_everybody_out_is_noticed_and_healed()
    {
        await using var here = await a.ConnectAsync();
        await using var there = await b.ConnectAsync();
        var healed = Task.WhenAll(a.Bus.NextHealed(), b.Bus.NextHealed());
        await redis.CommandAsync("CLIENT", "KILL", "TYPE", "pubsub");
        await redis.CommandAsync("CLIENT", "KILL", "TYPE", "normal");
        await HealsAsync(healed);
        await HearEachOtherAsync(here, there);
    }

    [Fact]
    public async Task A_node_that_is_cut_from_redis_notices_and_the_others_are_unharmed()
    {
        await using var proxy = new CutProxy(new Uri($"tcp://127.0.0.1:{redis.Port}"));
        await using var third = await TestNode.StartAsync("third", _ => RedisForAll.Wire($"127.0.0.1:{proxy.Url.Port},password=geheim", "test"));
        await TwoNodes.MeetAsync(a, b, third);
        await using var here = await a.ConnectAsync();
        await using var there = await b.ConnectAsync();
        await using var cutOff = await third.ConnectAsync();
        var found = third.Bus.ForStateAsync(NodeBusState.Degraded);
        proxy.Cut();
        await found.Soon("the node that is cut off knows it");

        await HearEachOtherAsync(here, there);
        await third.SayAllAsync("by myself");
        await cutOff.HearsAsync("by myself");

        var healed = third.Bus.NextHealed();
        proxy.Mend();
        await healed.WaitAsync(HealLimit, TestContext.Current.CancellationToken);
        await TwoNodes.MeetAsync(a, third);
        await a.SayAllAsync("together again");
        await cutOff.HearsAsync("together again");
    }

    [Fact]
    public async Task Redis_that_forgets_everything_forgets_nothing_of_ours()
    {
        await using var here = await a.ConnectAsync();
        await using var there = await b.ConnectAsync();
        await b.JoinAsync(there.Id, "g");
        Assert.Equal("+OK", await redis.CommandAsync("FLUSHALL"));
        await a.SayGroupAsync("g", "still a member");
        await there.HearsAsync("still a member");
        Assert.Equal(NodeBusState.Connected, a.Bus.State);
    }

    [Fact]
    public async Task A_node_starts_without_redis_and_joins_when_it_comes()
    {
        await redis.KillAsync();
        await using var third = await StartAsync("third");
        await using var alone = await third.ConnectAsync();
        Assert.Equal(NodeBusState.Degraded, third.Bus.State);
        await third.SayAllAsync("alone");
        await alone.HearsAsync("alone");

        var healed = third.Bus.NextHealed();
        await redis.StartAgainAsync();
        await healed.WaitAsync(HealLimit, TestContext.Current.CancellationToken);
        await TwoNodes.MeetAsync(a, third);
        await a.SayAllAsync("welcome");
        await alone.HearsAsync("welcome");
    }

    [Fact]
    public async Task Whoever_waits_for_another_node_gives_up_when_redis_goes()
    {
        await using var there = await b.ConnectAsync();
        there.Connection.Remove("Never");
        var call = a.AskAsync<int>(there.Id, "Never");
        redis.Freeze();
        await Assert.ThrowsAnyAsync<Exception>(() => call);
        await a.Bus.ForStateAsync(NodeBusState.Degraded);
        var waited = Stopwatch.StartNew();
        await Assert.ThrowsAsync<IOException>(() => a.JoinAsync(there.Id, "g"));
        await Assert.ThrowsAsync<IOException>(() => a.AskAsync<int>(there.Id, "Never"));
        Assert.True(waited.Elapsed < AtOnce, $"took {waited.Elapsed}");
        redis.Thaw();
    }

    // As much as would fill every buffer on the way, while nobody takes anything.
    private async Task WorksAloneAsync(TestClient here)
    {
        var slowest = TimeSpan.Zero;
        var last = string.Empty;
        for (var i = 0; i < 3_000; i++)
        {
            var before = Stopwatch.GetTimestamp();
            await a.SayAllAsync(last = $"alone {i} {new string('x', 500)}");
            slowest = Stopwatch.GetElapsedTime(before) is var took && took > slowest ? took : slowest;
            if (i % 500 == 0)
            {
                await here.HearsAsync(last);
            }
        }

        await here.HearsAsync(last);
        output.WriteLine($"slowest send {slowest.TotalMilliseconds:0.0} ms");
        Assert.True(slowest < AtOnce, $"a send took {slowest}");
    }

    private async Task HealsAsync(Task<DateTimeOffset[]> healed)
    {
        var since = Stopwatch.StartNew();
        await healed.WaitAsync(HealLimit, TestContext.Current.CancellationToken);
        output.WriteLine($"healed after {since.Elapsed.TotalMilliseconds:0} ms");
        Assert.Equal(NodeBusState.Connected, a.Bus.State);
        Assert.Equal(NodeBusState.Connected, b.Bus.State);
    }

    private async Task HearEachOtherAsync(TestClient here, TestClient there)
    {
        await a.SayAllAsync("from a");
        await b.SayAllAsync("from b");
        await Task.WhenAll(here.HearsAsync("from a"), here.HearsAsync("from b"), there.HearsAsync("from a"), there.HearsAsync("from b"));
    }

    private Task<TestNode> StartAsync(string id) => TestNode.StartAsync(id, _ => RedisForAll.Wire(redis.ConnectionString, "test"));
}
