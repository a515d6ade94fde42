using ChatService.Domain.Routing;
using static ChatService.Domain.Tests.Routing.A;

namespace ChatService.Domain.Tests.Routing;

public sealed class FilterTests
{
    [Fact]
    public void An_agent_without_a_live_lease_is_removed() =>
        Removed(RoutingFilter.NoLease, Conversation(), Agent(1) with { HasLiveLease = false });

    [Theory]
    [InlineData(AgentStatus.Away)]
    [InlineData(AgentStatus.Offline)]
    public void An_agent_who_is_not_available_is_removed(AgentStatus status) =>
        Removed(RoutingFilter.NotAvailable, Conversation(), Agent(1) with { Status = status });

    [Fact]
    public void An_agent_who_does_not_respond_is_removed() =>
        Removed(RoutingFilter.NotResponding, Conversation(), Agent(1) with { NotResponding = true });

    [Fact]
    public void An_agent_of_another_inbox_is_removed() =>
        Removed(RoutingFilter.WrongInbox, Conversation(), Agent(1) with { Inboxes = [OtherShop] });

    [Fact]
    public void An_agent_of_another_inbox_is_removed_even_when_anyone_may_be_asked() =>
        Removed(RoutingFilter.WrongInbox, Conversation(waitedSeconds: 25), Agent(1) with { Inboxes = [OtherShop] });

    [Fact]
    public void An_agent_known_by_team_only_is_removed_from_a_conversation_without_a_team() =>
        Removed(RoutingFilter.WrongInbox, Conversation(), Agent(1) with { Teams = [Sales] });

    [Fact]
    public void An_agent_known_by_team_only_serves_the_team() =>
        Assert.Equal(Id(1), Winner(Conversation() with { TeamId = Sales }, Agent(1) with { Teams = [Sales] }));

    [Fact]
    public void An_agent_without_team_and_inbox_serves_every_inbox() =>
        Assert.Equal(Id(1), Winner(Conversation() with { InboxId = Id(4711) }, Agent(1)));

    [Theory]
    [InlineData(0)]
    [InlineData(25)]
    public void An_agent_of_whom_it_was_said_that_it_serves_nothing_is_removed_in_every_ring(int waitedSeconds) =>
        Removed(RoutingFilter.WrongInbox, Conversation(waitedSeconds: waitedSeconds), Agent(1) with { ServesAll = false });

    [Fact]
    public void An_agent_of_whom_it_was_said_serves_every_inbox_beside_its_team() =>
        Assert.Equal(Id(1), Winner(Conversation() with { InboxId = Id(4711) }, Agent(1) with { ServesAll = true, Teams = [Sales], Inboxes = [OtherShop] }));

    [Fact]
    public void An_agent_of_another_team_is_removed() =>
        Removed(RoutingFilter.WrongTeam, Conversation() with { TeamId = Sales }, Agent(1) with { Teams = [Support], Inboxes = [Shop] });

    [Fact]
    public void An_agent_without_the_skill_is_removed() =>
        Removed(RoutingFilter.MissingSkill, Conversation() with { RequiredSkills = [new("refunds", 1)] }, Agent(1) with { Skills = [new("returns", 5)] });

    [Fact]
    public void An_agent_with_too_low_a_level_is_removed() =>
        Removed(RoutingFilter.MissingSkill, Conversation() with { RequiredSkills = [new("refunds", 3)] }, Agent(1) with { Skills = [new("refunds", 2)] });

    [Fact]
    public void An_agent_needs_every_skill() => Removed(
        RoutingFilter.MissingSkill,
        Conversation() with { RequiredSkills = [new("refunds", 1), new("cameras", 1)] },
        Agent(1) with { Skills = [new("refunds", 2)] });

    [Fact]
    public void A_skill_at_the_level_asked_for_is_enough_whatever_the_case_of_its_name() => Assert.Equal(
        Id(1),
        Winner(Conversation() with { RequiredSkills = [new("Refunds", 3)] }, Agent(1) with { Skills = [new("refunds", 3)] }));

    [Fact]
    public void An_agent_of_another_language_is_removed() =>
        Removed(RoutingFilter.WrongLanguage, Conversation() with { Language = "zh-CN" }, Agent(1) with { Languages = ["en", "de"] });

    [Fact]
    public void An_agent_who_speaks_the_language_is_chosen() => Assert.Equal(
        Id(2),
        Winner(Conversation() with { Language = "zh-CN" }, Agent(1) with { Languages = ["en"] }, Agent(2) with { Languages = ["zh"] }));

    [Fact]
    public void An_agent_who_lists_no_language_is_not_restricted() =>
        Assert.Equal(Id(1), Winner(Conversation() with { Language = "zh-CN" }, Agent(1)));

    [Fact]
    public void An_agent_without_a_free_slot_is_removed() =>
        Removed(RoutingFilter.NoCapacity, Conversation(), Agent(1) with { CapacitySlots = 2, UsedSlots = 2 });

    [Fact]
    public void An_agent_over_capacity_is_removed() =>
        Removed(RoutingFilter.NoCapacity, Conversation(), Agent(1) with { CapacitySlots = 2, UsedSlots = 5 });

    [Fact]
    public void An_agent_with_fewer_free_slots_than_the_weight_is_removed() =>
        Removed(RoutingFilter.NoCapacity, Conversation() with { Weight = 3 }, Agent(1) with { CapacitySlots = 4, UsedSlots = 2 });

    [Fact]
    public void A_weight_below_one_still_needs_a_slot() =>
        Removed(RoutingFilter.NoCapacity, Conversation() with { Weight = 0 }, Agent(1) with { CapacitySlots = 1, UsedSlots = 1 });

    [Fact]
    public void An_agent_who_cools_down_is_removed() =>
        Removed(RoutingFilter.CoolDown, Conversation(), Agent(1) with { CoolDownUntil = Now.AddMilliseconds(1) });

    [Fact]
    public void Members_of_the_inboxs_teams_serve_it_whatever_inboxes_they_name() =>
        Assert.Equal(Id(1), Winner(Conversation() with { InboxTeamIds = [Sales] }, Agent(1) with { Teams = [Sales], Inboxes = [OtherShop] }));

    [Fact]
    public void A_conversation_given_to_a_team_is_served_by_its_members_whatever_inboxes_they_name() =>
        Assert.Equal(Id(1), Winner(Conversation() with { TeamId = Sales }, Agent(1) with { Teams = [Sales], Inboxes = [OtherShop] }));

    [Fact]
    public void A_cool_down_is_over_at_its_end() =>
        Assert.Equal(Id(1), Winner(Conversation(), Agent(1) with { CoolDownUntil = Now }));

    [Fact]
    public void An_agent_who_declined_is_not_asked_again_in_any_ring() =>
        Removed(RoutingFilter.Declined, Conversation(waitedSeconds: 500) with { ExcludedAgentIds = [Id(1)] }, Agent(1));

    [Fact]
    public void A_decline_counts_for_that_conversation_only()
    {
        var plan = Plan(RoutingSettings.Default, [Conversation(1, 5) with { ExcludedAgentIds = [Id(1)] }, Conversation(2)], Agent(1));

        Assert.Equal([RoutingDecisionKind.NoneEligible, RoutingDecisionKind.Offer], plan.Decisions.Select(d => d.Kind));
    }

    [Fact]
    public void The_first_filter_in_order_is_the_one_reported() =>
        Removed(RoutingFilter.NoLease, Conversation(), Agent(1) with { HasLiveLease = false, Status = AgentStatus.Away, Inboxes = [OtherShop], UsedSlots = 9 });

    private static void Removed(RoutingFilter filter, QueuedConversation conversation, AgentSnapshot agent)
    {
        var decision = Decision(conversation, agent);

        Assert.Equal(RoutingDecisionKind.NoneEligible, decision.Kind);
        Assert.Empty(decision.AgentIds);
        Assert.Equal([new RoutingCandidate(agent.Id, filter)], decision.Explanation.Candidates);
        Assert.Equal([new FilterCount(filter, 1)], decision.Explanation.Removed);
        Assert.Equal(filter, AgentEligibility.Check(conversation, agent, RoutingSettings.Default, Now));
    }
}
