using ChatService.Domain.Routing;

namespace ChatService.Domain.Tests.Routing;

public sealed class MissPolicyTests
{
    [Fact]
    public void The_third_miss_in_a_row_makes_an_agent_not_responding()
    {
        var second = MissPolicy.Missed(MissPolicy.Missed(default, 3), 3);

        Assert.Equal(new MissState(2, false), second);
        Assert.Equal(new MissState(3, true), MissPolicy.Missed(second, 3));
    }

    [Fact]
    public void Work_begins_the_count_again_and_ends_not_responding() =>
        Assert.Equal(new MissState(1, false), MissPolicy.Missed(MissPolicy.Worked(), 3));

    [Theory]
    [InlineData(-1, null, 1)] // there, and did nothing
    [InlineData(-1, -1, 1)] // worked before the offer came
    [InlineData(-1, 0, 0)]
    [InlineData(-1, 9, 0)]
    [InlineData(null, null, 0)] // not connected
    [InlineData(3, null, 0)] // reloaded the page after the offer came
    [InlineData(0, null, 1)]
    public void An_expired_offer_is_a_miss_only_of_an_agent_who_was_there_and_did_no_work(int? connectedAt, int? workedAt, int misses)
    {
        var state = MissPolicy.Expired(default, A.Now, At(workedAt), At(connectedAt), 3);

        Assert.Equal(new MissState(misses, false), state);

        static DateTimeOffset? At(int? seconds) => seconds is { } known ? A.Now.AddSeconds(known) : null;
    }

    [Fact]
    public void Choosing_a_status_makes_an_agent_responding_again() =>
        Assert.Equal(new MissState(0, false), MissPolicy.StatusSet());

    [Fact]
    public void Raising_the_limit_does_not_bring_an_absent_agent_back() =>
        Assert.True(MissPolicy.Missed(new MissState(3, true), 10).NotResponding);
}
