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
    public void Accepting_begins_the_count_again() =>
        Assert.Equal(new MissState(1, false), MissPolicy.Missed(MissPolicy.Accepted(), 3));

    [Fact]
    public void Choosing_a_status_makes_an_agent_responding_again() =>
        Assert.Equal(new MissState(0, false), MissPolicy.StatusSet());

    [Fact]
    public void Raising_the_limit_does_not_bring_an_absent_agent_back() =>
        Assert.True(MissPolicy.Missed(new MissState(3, true), 10).NotResponding);
}
