using ChatService.Domain.Routing;
using static ChatService.Domain.Tests.Routing.A;

namespace ChatService.Domain.Tests.Routing;

public sealed class ComparatorTests
{
    [Fact]
    public void The_owner_comes_first_even_when_busier() => Decides(
        RoutingComparator.Owner, Conversation() with { OwnerAgentId = Id(2), LastAgentId = Id(1) }, Agent(2) with { UsedSlots = 3 }, Agent(1));

    [Fact]
    public void Without_an_owner_the_last_agent_comes_first() => Decides(
        RoutingComparator.LastAgent, Conversation() with { LastAgentId = Id(2) }, Agent(2) with { UsedSlots = 3 }, Agent(1));

    [Fact]
    public void An_owner_who_is_away_is_passed_over() => Assert.Equal(
        Id(1), Winner(Conversation() with { OwnerAgentId = Id(2) }, Agent(1), Agent(2) with { Status = AgentStatus.Away }));

    [Fact]
    public void A_vip_goes_to_the_vip_desk() => Decides(
        RoutingComparator.VipDesk, Conversation() with { IsVip = true }, Agent(2) with { IsVipDesk = true, UsedSlots = 3 }, Agent(1));

    [Fact]
    public void Others_do_not_go_to_the_vip_desk_for_being_a_desk() => Decides(
        RoutingComparator.PercentFree, Conversation(), Agent(1), Agent(2) with { IsVipDesk = true, UsedSlots = 1 });

    [Fact]
    public void The_larger_free_share_comes_first() => Decides(
        RoutingComparator.PercentFree, Conversation(), Agent(2) with { CapacitySlots = 10, UsedSlots = 4 }, Agent(1) with { CapacitySlots = 4, UsedSlots = 2 });

    [Fact]
    public void At_the_same_share_the_fewer_in_use_come_first() => Decides(
        RoutingComparator.FewestActive, Conversation(), Agent(2) with { CapacitySlots = 3, UsedSlots = 1 }, Agent(1) with { CapacitySlots = 6, UsedSlots = 2 });

    [Fact]
    public void At_the_same_load_the_longest_idle_comes_first() => Decides(
        RoutingComparator.LongestIdle, Conversation(), Agent(2) with { IdleSince = Now.AddHours(-1) }, Agent(1));

    [Fact]
    public void The_id_breaks_the_last_tie() => Decides(RoutingComparator.Id, Conversation(), Agent(1), Agent(2));

    [Fact]
    public void An_administrator_can_put_load_before_the_owner()
    {
        var settings = RoutingSettings.Default with { Comparators = [RoutingComparator.FewestActive, RoutingComparator.Owner] };
        var conversation = Conversation() with { OwnerAgentId = Id(2) };

        var loaded = Assert.Single(Plan(settings, [conversation], Agent(1), Agent(2) with { UsedSlots = 1 }).Decisions);
        var even = Assert.Single(Plan(settings, [conversation], Agent(1), Agent(2)).Decisions);

        Assert.Equal((Id(1), RoutingComparator.FewestActive), (loaded.AgentId, loaded.Explanation.DecidedBy));
        Assert.Equal((Id(2), RoutingComparator.Owner), (even.AgentId, even.Explanation.DecidedBy));
    }

    [Fact]
    public void Naming_the_id_first_does_not_silence_the_others()
    {
        var settings = RoutingSettings.Default with { Comparators = [RoutingComparator.Id, RoutingComparator.FewestActive] };

        var decision = Assert.Single(Plan(settings, [Conversation()], Agent(1) with { UsedSlots = 1 }, Agent(2)).Decisions);

        Assert.Equal(Id(2), decision.AgentId);
    }

    [Fact]
    public void Work_given_in_the_same_plan_counts_in_the_ranking()
    {
        var plan = Plan(RoutingSettings.Default, [Conversation(1, 3), Conversation(2, 2), Conversation(3, 1)], Agent(1), Agent(2), Agent(3));

        Assert.Equal([Id(1), Id(2), Id(3)], plan.Decisions.Select(d => d.AgentId!.Value));
    }

    private static void Decides(RoutingComparator comparator, QueuedConversation conversation, AgentSnapshot winner, AgentSnapshot loser)
    {
        foreach (var agents in new AgentSnapshot[][] { [winner, loser], [loser, winner] })
        {
            var decision = Decision(conversation, agents);
            Assert.Equal(winner.Id, decision.AgentId);
            Assert.Equal(comparator, decision.Explanation.DecidedBy);
            Assert.Equal(loser.Id, decision.Explanation.NextInLine);
        }
    }
}
