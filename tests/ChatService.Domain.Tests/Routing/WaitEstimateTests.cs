using ChatService.Domain.Routing;

namespace ChatService.Domain.Tests.Routing;

public sealed class WaitEstimateTests
{
    [Fact]
    public void The_formula_gives_a_range_of_whole_minutes()
    {
        // 300 × (8/2 + 2) ÷ 2 ÷ 3 = 300 s; a quarter down 225 → 3 min, a quarter up 375 → 7 min
        var estimate = WaitEstimate.Estimate(300, activeNow: 8, ahead: 2, avgConcurrency: 2, agentsAvailable: 3, samples: 20);

        Assert.Equal(new WaitEstimate(180, 420), estimate);
        Assert.Equal((3, 7, false), (estimate!.Value.LowMinutes, estimate.Value.HighMinutes, estimate.Value.IsUnderAMinute));
    }

    [Fact]
    public void A_short_wait_is_under_a_minute()
    {
        Assert.True(WaitEstimate.Estimate(60, 1, 0, 2, 1, 50)!.Value.IsUnderAMinute);
        Assert.Equal(new WaitEstimate(0, 60), WaitEstimate.Estimate(60, 0, 0, 2, 1, 50));
    }

    [Theory]
    [InlineData(300, 1, 1, 2, 1, 19)]
    [InlineData(300, 1, 1, 2, 0, 20)]
    [InlineData(300, 1, 1, 0, 1, 20)]
    [InlineData(double.NaN, 1, 1, 2, 1, 20)]
    [InlineData(300, 1, 1, double.NaN, 1, 20)]
    [InlineData(double.PositiveInfinity, 1, 1, 2, 1, 20)]
    [InlineData(300, -1, 1, 2, 1, 20)]
    [InlineData(300, 1, -1, 2, 1, 20)]
    [InlineData(300, 1, 5000, 1, 1, 20)]
    public void Without_an_honest_number_there_is_none(double aht, int active, int ahead, double concurrency, int agents, int samples) =>
        Assert.Null(WaitEstimate.Estimate(aht, active, ahead, concurrency, agents, samples));
}
