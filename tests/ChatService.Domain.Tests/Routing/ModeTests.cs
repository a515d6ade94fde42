using ChatService.Domain.Routing;
using static ChatService.Domain.Tests.Routing.A;

namespace ChatService.Domain.Tests.Routing;

public sealed class ModeTests
{
    private static readonly RoutingSettings RingAll = RoutingSettings.Default with { Mode = RoutingMode.RingAll };

    [Fact]
    public void An_offer_lasts_fifteen_seconds()
    {
        var decision = Decision(Conversation(), Agent(1));

        Assert.Equal((RoutingDecisionKind.Offer, Now.AddSeconds(15)), (decision.Kind, decision.OfferExpiresAt));
    }

    [Fact]
    public void Auto_accept_assigns_without_a_deadline()
    {
        var decision = Assert.Single(Plan(RoutingSettings.Default with { Mode = RoutingMode.AutoAccept }, [Conversation()], Agent(1)).Decisions);

        Assert.Equal((RoutingDecisionKind.AutoAssign, Id(1)), (decision.Kind, decision.AgentId));
        Assert.Null(decision.OfferExpiresAt);
    }

    [Fact]
    public void A_manual_inbox_is_left_to_its_agents()
    {
        var plan = Plan(RoutingSettings.Default with { Mode = RoutingMode.Manual }, [Conversation(waitedSeconds: 30)], Agent(1));

        Assert.Empty(plan.Decisions);
        Assert.Equal(1, plan.UnservedCount);
        Assert.True(Assert.Single(plan.RingActions).AlertSupervisor);
    }

    [Fact]
    public void Ring_all_rings_everyone_who_is_able_best_first()
    {
        var decision = Assert.Single(Plan(RingAll, [Conversation()], Agent(1) with { UsedSlots = 1 }, Agent(2), Agent(3) with { UsedSlots = 4 }).Decisions);

        Assert.Equal(RoutingDecisionKind.RingAll, decision.Kind);
        Assert.Equal([Id(2), Id(1)], decision.AgentIds);
        Assert.Equal(Now.AddSeconds(15), decision.OfferExpiresAt);
    }

    [Fact]
    public void Ring_all_stops_at_its_limit_and_says_who_was_next()
    {
        var decision = Assert.Single(Plan(RingAll with { RingAllLimit = 2 }, [Conversation()], Agent(1), Agent(2), Agent(3)).Decisions);

        Assert.Equal([Id(1), Id(2)], decision.AgentIds);
        Assert.Equal((Id(3), RoutingComparator.Id), (decision.Explanation.NextInLine, decision.Explanation.DecidedBy));
    }

    [Fact]
    public void What_decided_is_between_the_last_that_rings_and_the_next()
    {
        var busy = Agent(3) with { IdleSince = Now };

        var decision = Assert.Single(Plan(RingAll with { RingAllLimit = 2 }, [Conversation() with { OwnerAgentId = Id(1) }], Agent(1), Agent(2), busy).Decisions);

        Assert.Equal([Id(1), Id(2)], decision.AgentIds);
        Assert.Equal((Id(3), RoutingComparator.LongestIdle), (decision.Explanation.NextInLine, decision.Explanation.DecidedBy));
    }

    [Fact]
    public void A_ringing_conversation_only_rings_who_does_not_ring_yet()
    {
        var ringing = Conversation(waitedSeconds: 2) with { Offers = [new(Id(1), Now.AddSeconds(6))] };

        var decision = Assert.Single(Plan(RingAll, [ringing], Agent(1), Agent(2)).Decisions);

        Assert.Equal([Id(2)], decision.AgentIds);
        Assert.Contains(new RoutingCandidate(Id(1), RoutingFilter.AlreadyOffered), decision.Explanation.Candidates);
        Assert.Empty(Plan(RingAll, [ringing], Agent(1)).Decisions);
        Assert.Empty(Plan(RingAll with { RingAllLimit = 1 }, [ringing], Agent(1), Agent(2)).Decisions);
    }

    [Fact]
    public void A_ringing_agent_holds_the_slot()
    {
        var plan = Plan(RingAll, [Conversation(1, 2), Conversation(2, 1)], Agent(1) with { CapacitySlots = 1 });

        Assert.Equal([RoutingDecisionKind.RingAll, RoutingDecisionKind.NoneEligible], plan.Decisions.Select(d => d.Kind));
        Assert.True(plan.NobodyFree);
    }

    [Fact]
    public void Each_inbox_follows_its_own_settings()
    {
        var settings = new InboxRoutingSettings(new Dictionary<Guid, RoutingSettings>
        {
            [OtherShop] = RoutingSettings.Default with { Mode = RoutingMode.AutoAccept },
        });
        var snapshot = new RoutingSnapshot([Conversation(1, 2), Conversation(2, 1) with { InboxId = OtherShop }], [Agent(1)]);

        var plan = RoutingPlanner.Plan(snapshot, settings, Now);

        Assert.Equal([RoutingDecisionKind.Offer, RoutingDecisionKind.AutoAssign], plan.Decisions.Select(d => d.Kind));
    }
}
