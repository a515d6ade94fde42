using ChatService.Domain.Routing;
using static ChatService.Domain.Tests.Routing.A;

namespace ChatService.Domain.Tests.Routing;

public sealed class LostOfferTests
{
    [Fact]
    public void An_offer_stands_while_its_agent_serves_the_inbox() =>
        Assert.Empty(Lost(Offered() with { InboxTeamIds = [Sales] }, Agent(1) with { Teams = [Sales] }));

    [Fact]
    public void An_offer_is_lost_with_the_team() =>
        Assert.Equal([(Id(100_001), Id(1))], Lost(Offered() with { InboxTeamIds = [Sales] }, Agent(1) with { Teams = [Support] }));

    [Fact]
    public void An_offer_is_lost_with_the_last_place() =>
        Assert.Single(Lost(Offered() with { InboxTeamIds = [Sales] }, Agent(1) with { ServesAll = false }));

    [Fact]
    public void An_offer_of_an_agent_who_is_gone_is_lost() => Assert.Single(Lost(Offered(), Agent(2)));

    [Fact]
    public void An_offer_of_a_disabled_inbox_is_lost() => Assert.Single(Lost(Offered() with { InboxDisabled = true }, Agent(1)));

    [Fact]
    public void An_offer_to_an_agent_whom_only_a_wide_ring_asks_stands_in_that_ring() =>
        Assert.Empty(Lost(Offered(ring: 3) with { InboxTeamIds = [Sales] }, Agent(1) with { Teams = [Support] }));

    [Fact]
    public void Another_team_of_the_same_inbox_does_not_end_an_offer() =>
        Assert.Empty(Lost(Offered() with { TeamId = Support }, Agent(1) with { Inboxes = [Shop] }));

    [Fact]
    public void Status_capacity_and_cool_down_do_not_end_an_offer() =>
        Assert.Empty(Lost(Offered(), Agent(1) with { Status = AgentStatus.Away, UsedSlots = 4, CoolDownUntil = Now.AddHours(1), HasOpenOffer = true, NotResponding = true }));

    [Fact]
    public void An_owner_keeps_the_offer_whatever_it_serves() =>
        Assert.Empty(Lost(Offered() with { InboxTeamIds = [Sales], OwnerAgentId = Id(1) }, Agent(1) with { Teams = [Support] }));

    private static QueuedConversation Offered(int ring = 0) => Conversation() with { Offers = [new OutstandingOffer(Id(1), Now.AddSeconds(10), ring)] };

    private static IReadOnlyList<(Guid ConversationId, Guid AgentId)> Lost(QueuedConversation conversation, params AgentSnapshot[] agents) =>
        LostOffers.Of(new RoutingSnapshot([conversation], agents), InboxRoutingSettings.Same(RoutingSettings.Default), Now);
}
