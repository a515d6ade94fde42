using ChatService.Domain.Routing;
using static ChatService.Domain.Tests.Routing.A;

namespace ChatService.Domain.Tests.Routing;

public sealed class RingTests
{
    private static readonly RoutingSettings WithSibling = RoutingSettings.Default with
    {
        Rings = [.. RoutingRing.Defaults.Select(ring => ring.Scope == RingScope.SiblingTeams ? ring with { SiblingTeamIds = [Support] } : ring)],
    };

    [Theory]
    [InlineData(-5, 0)]
    [InlineData(0, 0)]
    [InlineData(7.999, 0)]
    [InlineData(8, 1)]
    [InlineData(14.999, 1)]
    [InlineData(15, 2)]
    [InlineData(22, 3)]
    [InlineData(90_000, 3)]
    public void The_default_rings_begin_at_0_8_15_and_22_seconds(double waited, int ring) =>
        Assert.Equal(ring, RingClock.RingAt(Conversation(waitedSeconds: waited), RoutingSettings.Default, Now));

    [Theory]
    [InlineData(14.9, false)]
    [InlineData(15, true)]
    public void A_sibling_team_is_asked_from_15_seconds(double waited, bool asked)
    {
        var conversation = Conversation(waitedSeconds: waited) with { TeamId = Sales };

        var decision = Assert.Single(Plan(WithSibling, [conversation], Agent(1) with { Teams = [Support] }).Decisions);

        Assert.Equal(asked ? RoutingDecisionKind.Offer : RoutingDecisionKind.NoneEligible, decision.Kind);
    }

    [Fact]
    public void A_team_that_is_no_sibling_waits_for_the_last_ring()
    {
        var other = Agent(1) with { Teams = [Id(8003)] };

        Assert.Equal(RoutingDecisionKind.NoneEligible, Assert.Single(Plan(WithSibling, [Conversation(waitedSeconds: 21.9) with { TeamId = Sales }], other).Decisions).Kind);
        Assert.Equal(RoutingDecisionKind.Offer, Assert.Single(Plan(WithSibling, [Conversation(waitedSeconds: 22) with { TeamId = Sales }], other).Decisions).Kind);
    }

    [Fact]
    public void The_language_stops_counting_in_the_last_ring()
    {
        var english = Agent(1) with { Languages = ["en"] };

        Assert.Equal(RoutingDecisionKind.NoneEligible, Decision(Conversation(waitedSeconds: 21) with { Language = "fr" }, english).Kind);
        Assert.Equal(RoutingDecisionKind.Offer, Decision(Conversation(waitedSeconds: 22) with { Language = "fr" }, english).Kind);
    }

    [Fact]
    public void The_language_can_be_made_to_count_always()
    {
        var settings = RoutingSettings.Default with { IgnoreLanguageFromRing = null };

        var plan = Plan(settings, [Conversation(waitedSeconds: 100) with { Language = "fr" }], Agent(1) with { Languages = ["en"] });

        Assert.Equal(RoutingDecisionKind.NoneEligible, Assert.Single(plan.Decisions).Kind);
    }

    [Fact]
    public void Skills_count_in_the_last_ring_unless_it_ignores_them()
    {
        var conversation = Conversation(waitedSeconds: 100) with { RequiredSkills = [new("refunds", 1)] };
        var lenient = RoutingSettings.Default with { Rings = [new() { AfterSeconds = 0, Scope = RingScope.Anyone, IgnoreSkills = true }] };

        Assert.Equal(RoutingDecisionKind.NoneEligible, Decision(conversation, Agent(1)).Kind);
        Assert.Equal(RoutingDecisionKind.Offer, Assert.Single(Plan(lenient, [conversation], Agent(1)).Decisions).Kind);
    }

    [Fact]
    public void Rings_run_from_their_own_start_when_the_search_began_again()
    {
        var transferred = Conversation(waitedSeconds: 300) with { RingStartedAt = Now.AddSeconds(-9) };

        Assert.Equal(1, RingClock.RingAt(transferred, RoutingSettings.Default, Now));
        Assert.Equal(Now.AddSeconds(6), RingClock.NextRingAt(transferred, RoutingSettings.Default, Now));
    }

    [Fact]
    public void A_declined_conversation_goes_to_the_next_agent_at_its_original_place()
    {
        var declined = Conversation(1, 9) with { ExcludedAgentIds = [Id(1)] };

        var plan = Plan(RoutingSettings.Default, [Conversation(2, 3), declined], Agent(1), Agent(2) with { UsedSlots = 3 });

        Assert.Equal([(declined.Id, Id(2)), (Conversation(2).Id, Id(1))], plan.Decisions.Select(d => (d.ConversationId, d.AgentId!.Value)));
    }

    [Fact]
    public void Entering_the_third_ring_asks_for_the_auto_reply_once()
    {
        var waiting = Conversation(waitedSeconds: 16);

        var action = Assert.Single(Plan(waiting).RingActions);

        Assert.Equal(new RingAction(waiting.Id, 2, AlertSupervisor: false, SendAutoReply: true), action);
        Assert.Empty(Plan(waiting with { RingReached = 2 }).RingActions);
        Assert.Empty(Plan(Conversation(waitedSeconds: 14)).RingActions);
    }

    [Fact]
    public void Rings_jumped_over_are_folded_into_one_action()
    {
        var waiting = Conversation(waitedSeconds: 40);

        Assert.Equal(new RingAction(waiting.Id, 3, true, true), Assert.Single(Plan(waiting).RingActions));
        Assert.Equal(new RingAction(waiting.Id, 3, true, false), Assert.Single(Plan(waiting with { RingReached = 2 }).RingActions));
    }

    [Fact]
    public void Each_ring_asks_a_further_agent_while_the_earlier_offers_stay_open()
    {
        var asked = Agent(1) with { HasOpenOffer = true, UsedSlots = 1 };
        var offered = Conversation(waitedSeconds: 7.9) with { Offers = [new(Id(1), Now.AddSeconds(7.1), Ring: 0)] };

        Assert.Empty(Plan(offered, asked, Agent(2)).Decisions);
        var wider = Assert.Single(Plan(offered with { EnqueuedAt = Now.AddSeconds(-8) }, asked, Agent(2)).Decisions);

        Assert.Equal((RoutingDecisionKind.Offer, Id(2)), (wider.Kind, wider.AgentId));
        Assert.Contains(new RoutingCandidate(Id(1), RoutingFilter.AlreadyOffered), wider.Explanation.Candidates);
        Assert.Contains(new FilterCount(RoutingFilter.AlreadyOffered, 1), wider.Explanation.Removed);
    }

    [Fact]
    public void A_customer_without_an_offer_comes_before_a_second_agent_for_one_who_has_an_offer()
    {
        var offered = Conversation(1, waitedSeconds: 10) with { Offers = [new(Id(1), Now.AddSeconds(5), Ring: 0)] };

        var plan = Plan(
            RoutingSettings.Default, [offered, Conversation(2, waitedSeconds: 1)], Agent(1) with { HasOpenOffer = true }, Agent(2));

        Assert.Equal([(Conversation(2).Id, Id(2))], plan.Decisions.Select(d => (d.ConversationId, d.AgentId!.Value)));
    }

    [Fact]
    public void An_agent_is_asked_about_one_conversation_at_a_time()
    {
        var plan = Plan(RoutingSettings.Default, [Conversation(1, 2), Conversation(2, 1)], Agent(1) with { CapacitySlots = 4 });

        Assert.Equal([RoutingDecisionKind.Offer, RoutingDecisionKind.NoneEligible], plan.Decisions.Select(d => d.Kind));
        Assert.Equal([new FilterCount(RoutingFilter.OfferOpen, 1)], plan.Decisions[1].Explanation.Removed);
    }

    [Fact]
    public void An_offered_conversation_still_enters_its_rings()
    {
        var offered = Conversation(waitedSeconds: 16) with { Offers = [new(Id(1), Now.AddSeconds(2), Ring: 2)] };

        var plan = Plan(offered, Agent(1) with { HasOpenOffer = true }, Agent(2));

        Assert.Empty(plan.Decisions);
        Assert.Equal(0, plan.UnservedCount);
        Assert.Single(plan.RingActions);
    }

    [Fact]
    public void A_conversation_assigned_now_is_not_told_that_we_are_still_looking()
    {
        var plan = Plan(RoutingSettings.Default with { Mode = RoutingMode.AutoAccept }, [Conversation(waitedSeconds: 16)], Agent(1));

        Assert.Equal(RoutingDecisionKind.AutoAssign, Assert.Single(plan.Decisions).Kind);
        Assert.Empty(plan.RingActions);
    }
}
