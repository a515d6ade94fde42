using ChatService.Domain.Routing;
using static ChatService.Domain.Tests.Routing.A;

namespace ChatService.Domain.Tests.Routing;

public sealed class WakeUpTests
{
    [Fact]
    public void An_empty_queue_needs_no_timer() => Assert.Null(Next([], Agent(1) with { CoolDownUntil = Now.AddSeconds(3) }));

    [Fact]
    public void The_next_ring_of_any_conversation_wakes_the_planner() =>
        Assert.Equal(Now.AddSeconds(2), Next([Conversation(1), Conversation(2, 13), Conversation(3, 400)]));

    [Fact]
    public void A_ring_that_begins_now_is_not_waited_for_again() =>
        Assert.Equal(Now.AddSeconds(7), Next([Conversation(1, 8)]));

    [Fact]
    public void After_the_last_ring_only_events_count() => Assert.Null(Next([Conversation(1, 22)], Agent(1) with { UsedSlots = 4 }));

    [Fact]
    public void The_end_of_a_cool_down_wakes_the_planner() =>
        Assert.Equal(Now.AddSeconds(3), Next([Conversation(1, 60)], Agent(1) with { CoolDownUntil = Now.AddSeconds(3) }));

    [Fact]
    public void The_cool_down_of_somebody_absent_does_not() =>
        Assert.Null(Next([Conversation(1, 60)], Agent(1) with { CoolDownUntil = Now.AddSeconds(3), Status = AgentStatus.Offline }));

    [Fact]
    public void The_deadline_of_an_offer_wakes_the_planner() =>
        Assert.Equal(Now.AddSeconds(1), Next([Conversation(1, 60) with { Offers = [new(Id(1), Now.AddSeconds(1))] }]));

    [Fact]
    public void An_overdue_offer_wakes_it_at_once() =>
        Assert.Equal(Now, Next([Conversation(1, 60) with { Offers = [new(Id(1), Now.AddSeconds(-1))] }]));

    [Fact]
    public void Nothing_changes_before_the_wake_up_and_something_may_at_it()
    {
        var snapshot = new RoutingSnapshot([Conversation(1, 10) with { TeamId = Sales }], [Agent(1) with { Teams = [Support] }]);
        var settings = RoutingSettings.Default with { Rings = [RoutingRing.Defaults[0], new() { AfterSeconds = 12, Scope = RingScope.Anyone }] };
        var wake = RoutingPlanner.NextWakeUp(snapshot, settings, Now)!.Value;

        Assert.Equal(1, RoutingPlanner.Plan(snapshot, settings, wake.AddTicks(-1)).UnservedCount);
        Assert.Equal(0, RoutingPlanner.Plan(snapshot, settings, wake).UnservedCount);
    }

    private static DateTimeOffset? Next(QueuedConversation[] conversations, params AgentSnapshot[] agents) =>
        RoutingPlanner.NextWakeUp(new RoutingSnapshot(conversations, agents), RoutingSettings.Default, Now);
}
