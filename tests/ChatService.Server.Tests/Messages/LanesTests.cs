using System.Collections.Concurrent;
using System.Threading.Channels;
using ChatService.Server.Features.Conversations;
using ChatService.Testing;

namespace ChatService.Server.Tests.Messages;

/// <summary>Which commands go together, which beside each other, and which never.</summary>
public sealed class LanesTests
{
    private static readonly Guid One = Guid.NewGuid();
    private static readonly Guid Two = Guid.NewGuid();

    [Fact]
    public async Task What_comes_while_one_is_under_way_goes_together_behind_it()
    {
        using var store = new HeldStore(count: 3);
        store.Add(One, 1);
        var first = await store.NextAsync();
        store.Add(One, 2);
        store.Add(Two, 3);
        store.Add(Guid.NewGuid(), 4);

        Assert.Equal<int>([1], first.Numbers);
        Assert.Equal(3, store.Lanes.Waiting);
        first.Commit();

        Assert.Equal([2, 3, 4], (await store.NextAsync()).Numbers.Order());
        Assert.Equal(0, store.Lanes.Waiting);
    }

    [Fact]
    public async Task When_more_wait_than_one_takes_a_further_one_begins_beside_it_and_never_more_than_there_are()
    {
        using var store = new HeldStore(count: 2, mostInBatch: 4);
        store.Add(One, 0);
        await store.NextAsync();
        for (var number = 1; number <= 8; number++)
        {
            store.Add(Guid.NewGuid(), number);
        }

        Assert.Equal([1, 2, 3, 4], (await store.NextAsync()).Numbers);
        Assert.Equal(4, store.Lanes.Waiting);
        Assert.Equal(2, store.Begun);
    }

    [Fact]
    public async Task What_is_under_way_for_long_is_gone_beside_except_by_its_own_key()
    {
        using var store = new HeldStore(count: 2, patience: TimeSpan.FromMilliseconds(20));
        store.Add(One, 1);
        var stuck = await store.NextAsync();
        store.Add(One, 2);
        store.Add(Two, 3);

        var beside = await store.NextAsync();
        Assert.Equal([3], beside.Numbers);
        beside.Commit();
        stuck.Commit();
        Assert.Equal([2], (await store.NextAsync()).Numbers);
    }

    [Fact]
    public async Task More_than_may_wait_are_not_taken_in()
    {
        using var store = new HeldStore(count: 1, mostWaiting: 2);
        store.Add(One, 1);
        await store.NextAsync();
        store.Add(One, 2);
        store.Add(Two, 3);

        Assert.False(store.Lanes.TryAdd((Two, 4)));
        Assert.Equal(2, store.Lanes.Waiting);
    }

    [Fact]
    public async Task Nothing_begins_before_it_opens_and_what_waits_when_it_closes_is_given_back()
    {
        using var store = new HeldStore(count: 1, isOpen: false);
        store.Add(One, 1);
        Assert.Equal(0, store.Begun);
        store.Lanes.Open();
        var under = await store.NextAsync();
        store.Add(One, 2);
        store.Add(Two, 3);

        Assert.Equal([2, 3], store.Lanes.Close().Select(item => item.Number).Order());
        Assert.False(store.Lanes.TryAdd((Two, 4)));
        Assert.False(store.Lanes.EndedAsync().IsCompleted);
        under.Commit();
        await store.Lanes.EndedAsync().Soon();
        Assert.Equal(1, store.Begun);
    }

    [Fact]
    public async Task One_that_throws_leaves_its_lane_and_its_key_free()
    {
        using var store = new HeldStore(count: 1);
        store.Add(One, 1);
        (await store.NextAsync()).Throw();
        store.Add(One, 2);
        Assert.Equal([2], (await store.NextAsync()).Numbers);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public async Task Each_is_done_once_those_of_one_key_in_their_order_and_never_two_at_once(int count)
    {
        const int Keys = 7;
        const int Each = 400;
        var keys = Enumerable.Range(0, Keys).Select(_ => Guid.NewGuid()).ToArray();
        var done = keys.ToDictionary(key => key, _ => new List<int>());
        var underWay = new ConcurrentDictionary<Guid, int>();
        var complaints = new ConcurrentQueue<string>();
        var left = Keys * Each;
        var all = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var lanes = new Lanes<(Guid Key, int Number)>(new LaneLimits(count, int.MaxValue, MostInBatch: 3, TimeSpan.FromMilliseconds(1)), item => item.Key, async items =>
        {
            foreach (var key in items.Select(item => item.Key).Distinct().Where(key => !underWay.TryAdd(key, 0)))
            {
                complaints.Enqueue($"{key} is in two at once");
            }

            await Task.Yield();
            items.ForEach(item => done[item.Key].Add(item.Number));
            items.ForEach(item => underWay.TryRemove(item.Key, out _));
            if (Interlocked.Add(ref left, -items.Count) == 0)
            {
                all.SetResult();
            }
        });
        lanes.Open();

        await Task.WhenAll(keys.Select(key => Task.Run(() =>
        {
            for (var number = 0; number < Each; number++)
            {
                Assert.True(lanes.TryAdd((key, number)));
            }
        })));
        await all.Task.Soon("all are done");

        Assert.Empty(complaints);
        Assert.All(done.Values, numbers => Assert.Equal(Enumerable.Range(0, Each), numbers));
        Assert.Equal(0, lanes.Waiting);
    }

    /// <summary>Holds each transaction until the test lets it go.</summary>
    private sealed class HeldStore : IDisposable
    {
        private readonly Channel<Held> begun = Channel.CreateUnbounded<Held>();
        private int beginnings;

        public HeldStore(int count, int mostWaiting = 1_000, int mostInBatch = 100, TimeSpan? patience = null, bool isOpen = true)
        {
            Lanes = new Lanes<(Guid Key, int Number)>(new LaneLimits(count, mostWaiting, mostInBatch, patience ?? TimeSpan.FromHours(1)), item => item.Key, items =>
            {
                Interlocked.Increment(ref beginnings);
                var held = new Held([.. items.Select(item => item.Number)]);
                begun.Writer.TryWrite(held);
                return held.Outcome;
            });
            if (isOpen)
            {
                Lanes.Open();
            }
        }

        public Lanes<(Guid Key, int Number)> Lanes { get; }

        public int Begun => Volatile.Read(ref beginnings);

        public void Add(Guid key, int number) => Assert.True(Lanes.TryAdd((key, number)));

        public Task<Held> NextAsync() => begun.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask().Soon("a transaction begins");

        public void Dispose() => Lanes.Dispose();
    }

    private sealed class Held(IReadOnlyList<int> numbers)
    {
        private readonly TaskCompletionSource outcome = new();

        public IReadOnlyList<int> Numbers => numbers;

        public Task Outcome => outcome.Task;

        public void Commit() => outcome.SetResult();

        public void Throw() => outcome.SetException(new InvalidOperationException("thrown by the store"));
    }
}
