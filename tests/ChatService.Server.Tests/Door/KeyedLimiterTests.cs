using ChatService.Server.Platform.Identity;

namespace ChatService.Server.Tests.Door;

public sealed class KeyedLimiterTests
{
    private readonly StillTime time = new();

    [Fact]
    public void A_burst_up_to_the_permits_is_let_through_and_then_one_by_one()
    {
        var limiter = new KeyedLimiter(time, 10, TimeSpan.FromSeconds(10));
        for (var i = 0; i < 10; i++)
        {
            Assert.True(limiter.TryTake("a", out _));
        }

        Assert.False(limiter.TryTake("a", out var wait));
        Assert.Equal(1, wait.TotalSeconds, 3);
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.True(limiter.TryTake("a", out _));
        Assert.False(limiter.TryTake("a", out _));
    }

    [Fact]
    public void Keys_do_not_share_a_bucket_and_a_rest_fills_it_no_further_than_full()
    {
        var limiter = new KeyedLimiter(time, 2, TimeSpan.FromSeconds(1));
        Assert.True(limiter.TryTake("a", out _) && limiter.TryTake("a", out _));
        Assert.False(limiter.TryTake("a", out _));
        Assert.True(limiter.TryTake("b", out _));

        time.Advance(TimeSpan.FromHours(1));

        Assert.True(limiter.TryTake("a", out _) && limiter.TryTake("a", out _));
        Assert.False(limiter.TryTake("a", out _));
    }

    [Fact]
    public void Resting_keys_are_forgotten_and_a_flood_of_keys_stays_bounded()
    {
        var limiter = new KeyedLimiter(time, 1, TimeSpan.FromSeconds(1), maxKeys: 100);
        for (var i = 0; i < 1_000; i++)
        {
            limiter.TryTake($"k{i}", out _);
        }

        Assert.Equal(100, limiter.Count);
        Assert.False(limiter.TryTake("k999", out _));
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.True(limiter.TryTake("k999", out _));
        Assert.Equal(1, limiter.Count);
    }
}
