using ChatService.Realtime.Nodes;

namespace ChatService.Realtime.Tests.Wire;

public sealed class LinkHealthTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 22, 9, 0, 0, TimeSpan.Zero);

    private readonly LinkHealth health = new(TimeSpan.FromSeconds(1.5));

    public LinkHealthTests() => health.Begin(Start);

    [Fact]
    public void It_is_connected_with_the_first_echo_and_then_everything_since_the_start_may_have_been_missed()
    {
        Assert.False(health.Connected);
        Assert.Equal(Start, health.Echo(1, At(300)));
        Assert.True(health.Connected);
        Assert.Null(health.Echo(2, At(800)));
    }

    [Fact]
    public void Without_an_echo_for_too_long_it_is_not_connected_and_the_next_echo_says_since_when()
    {
        health.Echo(1, At(0));
        Assert.False(health.FoundSilent(At(1_500)));
        Assert.True(health.FoundSilent(At(1_501)));
        Assert.False(health.FoundSilent(At(1_700)));
        Assert.Equal(At(-1_500), health.Echo(2, At(9_000)));
    }

    [Fact]
    public void An_echo_of_before_the_cut_does_not_mend_it()
    {
        health.Echo(1, At(0));
        Assert.True(health.Broken(lastBeacon: 5));
        Assert.Null(health.Echo(5, At(100)));
        Assert.False(health.Connected);
        Assert.Equal(At(-1_500), health.Echo(6, At(200)));
    }

    private static DateTimeOffset At(int milliseconds) => Start.AddMilliseconds(milliseconds);
}
