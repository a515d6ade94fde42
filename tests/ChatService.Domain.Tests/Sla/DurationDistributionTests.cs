using ChatService.Domain.Sla;
using ChatService.Domain.Tests.Calendar;
using FsCheck.Fluent;
using static ChatService.Domain.Tests.Sla.SlaWorld;

namespace ChatService.Domain.Tests.Sla;

public sealed class DurationDistributionTests
{
    [Theory]
    [InlineData(0, "0-5")]
    [InlineData(5, "0-5")]
    [InlineData(5.001, "6-10")]
    [InlineData(10, "6-10")]
    [InlineData(10.5, "11-20")]
    [InlineData(20.0000001, "21-30")]
    [InlineData(30, "21-30")]
    [InlineData(30.001, "31-60")]
    [InlineData(60, "31-60")]
    [InlineData(120, "61-120")]
    [InlineData(120.001, "longer")]
    [InlineData(86400, "longer")]
    [InlineData(-1, "0-5")]
    public void A_bucket_includes_its_upper_bound(double seconds, string label)
    {
        var buckets = DurationDistribution.Of([Seconds(seconds)]).Buckets;

        Assert.Equal(label, Assert.Single(buckets, bucket => bucket.Count == 1).Label);
        Assert.Equal(["0-5", "6-10", "11-20", "21-30", "31-60", "61-120", "longer"], buckets.Select(bucket => bucket.Label));
    }

    [Fact]
    public void Nothing_has_no_percentiles()
    {
        var empty = DurationDistribution.Of([]);

        Assert.Equal((0, null, null, null), (empty.Count, empty.P50, empty.P90, empty.P95));
        Assert.All(empty.Buckets, bucket => Assert.Equal(0, bucket.Count));
    }

    [Fact]
    public void Nearest_rank_gives_a_duration_that_happened()
    {
        var distribution = DurationDistribution.Of(Enumerable.Range(1, 10).Reverse().Select(i => Seconds(i)));

        Assert.Equal((10, 5d, 9d, 10d), (distribution.Count, distribution.P50, distribution.P90, distribution.P95));
        Assert.Equal((7d, 7d, 7d), DurationDistribution.Of([Seconds(7)]) is var one ? (one.P50, one.P90, one.P95) : default);
    }

    [Theory]
    [InlineData(66, 2)]
    [InlineData(67, 3)]
    [InlineData(1, 1)]
    [InlineData(100, 3)]
    public void A_rank_that_is_not_whole_is_rounded_up(int percent, int rank) =>
        Assert.Equal(Seconds(rank), DurationDistribution.Percentile([Seconds(1), Seconds(2), Seconds(3)], percent));

    [Theory]
    [InlineData(0)]
    [InlineData(101)]
    public void There_is_no_percentile_outside_a_hundred(int percent) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => DurationDistribution.Percentile([Seconds(1)], percent));

    [Fact]
    public void A_percentile_is_the_smallest_that_so_many_do_not_exceed()
    {
        var cases = from durations in Gen.NonEmptyListOf(Durations(200))
                    from percent in Gen.Choose(1, 100)
                    select (durations, percent);

        Law.Holds(cases, c =>
        {
            var sorted = c.durations.Order().ToList();
            var value = DurationDistribution.Percentile(sorted, c.percent)!.Value;

            Assert.Contains(value, sorted);
            Assert.True(sorted.Count(d => d <= value) * 100 >= c.percent * sorted.Count);
            Assert.True(sorted.Count(d => d < value) * 100 < c.percent * sorted.Count);
            Assert.Equal(sorted.Count, DurationDistribution.Of(c.durations).Buckets.Sum(bucket => bucket.Count));
        });
    }
}
