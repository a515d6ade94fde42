using ChatService.Contracts;
using ChatService.Domain.Conversations;
using ChatService.Domain.Routing;
using ChatService.Server.Features.Analytics;
using ChatService.Server.Features.Conversations;
using ChatService.Server.Features.Presence;
using ChatService.Server.Features.Routing;
using ChatService.Server.Tests.Routing;
using Microsoft.EntityFrameworkCore;

namespace ChatService.Server.Tests.Presence;

public sealed class LeaseTests
{
    [Fact]
    public async Task A_lost_agents_conversations_return_with_their_age_and_go_to_somebody_else()
    {
        await using var world = await RoutingWorld.OpenAsync();
        var lost = await world.AgentAsync("lost");
        var id = await world.WaitsAsync();
        var queuedAt = (await world.ConversationAsync(id)).QueuedAt;
        await world.AcceptAsync(lost, id);
        var other = await world.AgentAsync("other");
        await world.PassAsync(60);

        await world.Get<AgentLeases>().DisconnectedAsync(lost.Id, RoutingWorld.Token);
        await world.PassAsync(14.9);
        Assert.Equal(lost.Id, (await world.ConversationAsync(id)).AssigneeId);
        await world.PassAsync(0.1);

        var conversation = await world.ConversationAsync(id);
        Assert.Equal((ConversationState.Offered, null, queuedAt, lost.Id), (conversation.State, conversation.AssigneeId, conversation.QueuedAt, conversation.LastAgentId));
        Assert.Equal([other.Id], await world.AskedAsync(id));
        var left = await world.ReadAsync(db => db.Set<MessageRow>().SingleAsync(m => m.ConversationId == id && m.EventType == "agent_left"));
        Assert.NotNull(left.PublicSeq);
        Assert.Contains(world.Heard.Of<AgentUnassigned>(), e => e.Reason == "agent_lost" && e.AgentId == lost.Id);
    }

    [Fact]
    public async Task Coming_back_within_the_grace_keeps_everything()
    {
        await using var world = await RoutingWorld.OpenAsync();
        var agent = await world.AgentAsync("ann");
        var id = await world.WaitsAsync();
        await world.AcceptAsync(agent, id);

        await world.Get<AgentLeases>().DisconnectedAsync(agent.Id, RoutingWorld.Token);
        Assert.Equal("disconnected", world.Get<PresenceView>().Of(agent.Agent).Activity);
        await world.PassAsync(14);
        await world.Get<AgentLeases>().ConnectedAsync(agent.Id, RoutingWorld.Token);
        await world.PassAsync(60);

        Assert.Equal((ConversationState.Active, agent.Id), ((await world.ConversationAsync(id)).State, (await world.ConversationAsync(id)).AssigneeId!.Value));
        Assert.Equal("on_contact", world.Get<PresenceView>().Of(agent.Agent).Activity);
    }

    [Fact]
    public async Task A_disconnected_agent_is_offered_nothing_from_that_moment()
    {
        await using var world = await RoutingWorld.OpenAsync();
        var agent = await world.AgentAsync("ann");
        await world.Get<AgentLeases>().DisconnectedAsync(agent.Id, RoutingWorld.Token);

        var id = await world.WaitsAsync();
        Assert.Empty(await world.AskedAsync(id));

        await world.Get<AgentLeases>().ConnectedAsync(agent.Id, RoutingWorld.Token);
        await world.DrainAsync();
        Assert.Equal([agent.Id], await world.AskedAsync(id));
    }

    [Fact]
    public async Task An_offer_that_runs_out_while_its_agent_is_away_from_the_network_is_no_miss()
    {
        await using var world = await RoutingWorld.OpenAsync(new() { OfferTimeoutSeconds = 10 });
        var agent = await world.AgentAsync("ann");
        var id = await world.WaitsAsync();
        await world.Get<AgentLeases>().DisconnectedAsync(agent.Id, RoutingWorld.Token);

        await world.PassAsync(10);

        Assert.Equal(OfferState.Expired, (await world.OffersAsync(id)).Single().State);
        Assert.Equal(0, await world.ReadAsync(db => db.Set<AgentStatusRow>().Where(s => s.AgentId == agent.Id).Select(s => s.MissesInRow).SingleAsync()));
    }

    [Fact]
    public async Task A_lost_agents_wrap_ups_end_and_its_offers_are_withdrawn()
    {
        await using var world = await RoutingWorld.OpenAsync(change: inbox => (inbox.WrapUpSeconds, inbox.Routing) = (600, inbox.Routing with { OfferTimeoutSeconds = 60 }));
        var agent = await world.AgentAsync("ann");
        var written = await world.WaitsAsync();
        await world.AcceptAsync(agent, written);
        await world.CloseAsync(agent, written);
        var offered = await world.WaitsAsync();

        await world.Get<AgentLeases>().DisconnectedAsync(agent.Id, RoutingWorld.Token);
        await world.PassAsync(15);

        Assert.Equal(ConversationState.Closed, (await world.ConversationAsync(written)).State);
        Assert.Equal(ConversationState.Queued, (await world.ConversationAsync(offered)).State);
        Assert.Equal(OfferState.Withdrawn, (await world.OffersAsync(offered)).Single().State);
        Assert.Equal(0, world.Get<IPresenceView>().All().Single().UsedSlots);
    }

    [Fact]
    public async Task After_a_crash_open_offers_end_and_agents_who_do_not_come_back_are_lost()
    {
        await using var world = await RoutingWorld.OpenAsync();
        var gone = await world.AgentAsync("gone", a => a.Capacity = 1);
        var served = await world.WaitsAsync();
        await world.AcceptAsync(gone, served);
        var back = await world.AgentAsync("back", a => a.Capacity = 1);
        var offered = await world.WaitsAsync();
        Assert.Equal([back.Id], await world.AskedAsync(offered));

        await world.RestartAsync();
        Assert.All(world.Get<IPresenceView>().All(), a => Assert.Equal("disconnected", a.Activity));
        await world.PassAsync(5);
        Assert.Single(await world.Get<RoutingQueries>().OpenOffersAsync(back.Id, RoutingWorld.Token));
        await world.Get<AgentLeases>().ConnectedAsync(back.Id, RoutingWorld.Token);
        Assert.True((await world.AcceptAsync(back, offered)).IsOk);
        var queuedAt = (await world.ConversationAsync(served)).QueuedAt;
        await world.PassAsync(10);

        Assert.Equal((ConversationState.Queued, queuedAt), ((await world.ConversationAsync(served)).State, (await world.ConversationAsync(served)).QueuedAt));
        Assert.Equal(back.Id, (await world.ConversationAsync(offered)).AssigneeId);
    }

    [Fact]
    public async Task After_a_crash_an_offer_whose_time_is_over_goes_back_to_the_queue()
    {
        await using var world = await RoutingWorld.OpenAsync();
        await world.AgentAsync("ann");
        var id = await world.WaitsAsync();

        world.Time.Advance(TimeSpan.FromSeconds(30));
        await world.RestartAsync();

        Assert.Equal(ConversationState.Queued, (await world.ConversationAsync(id)).State);
        Assert.Equal(OfferState.Expired, (await world.OffersAsync(id)).Single().State);
    }

    [Fact]
    public async Task After_a_long_stop_the_grace_counts_from_the_start_and_nobody_is_suspended()
    {
        await using var world = await RoutingWorld.OpenAsync(new() { MaxMisses = 1 });
        var agent = await world.AgentAsync("mei");
        var id = await world.WaitsAsync();
        await world.AcceptAsync(agent, id);
        var offered = await world.WaitsAsync();
        // A graceful stop: the sockets close, the grace begins, and nothing runs for 70 s.
        await world.Get<AgentLeases>().DisconnectedAsync(agent.Id, RoutingWorld.Token);
        world.Time.Advance(TimeSpan.FromSeconds(70));
        await world.RestartAsync();
        await world.PassAsync(14.9);
        await world.Get<AgentLeases>().ConnectedAsync(agent.Id, RoutingWorld.Token);
        await world.PassAsync(5);

        Assert.Equal((ConversationState.Active, agent.Id), ((await world.ConversationAsync(id)).State, (await world.ConversationAsync(id)).AssigneeId!.Value));
        Assert.False(world.Get<PresenceView>().Of(agent.Agent).NotResponding);
        Assert.Equal(OfferState.Expired, (await world.OffersAsync(offered))[0].State);
    }

    [Fact]
    public async Task After_a_long_stop_an_agent_who_does_not_come_back_is_lost_when_the_grace_from_the_start_is_over()
    {
        await using var world = await RoutingWorld.OpenAsync();
        var agent = await world.AgentAsync("mei");
        var id = await world.WaitsAsync();
        await world.AcceptAsync(agent, id);
        await world.Get<AgentLeases>().DisconnectedAsync(agent.Id, RoutingWorld.Token);
        world.Time.Advance(TimeSpan.FromSeconds(70));
        await world.RestartAsync();

        await world.PassAsync(14.9);
        Assert.Equal(agent.Id, (await world.ConversationAsync(id)).AssigneeId);
        await world.PassAsync(0.1);

        Assert.Null((await world.ConversationAsync(id)).AssigneeId);
    }

    [Fact]
    public async Task Not_responding_is_told_apart_from_disconnected()
    {
        await using var world = await RoutingWorld.OpenAsync(new() { MaxMisses = 1 });
        var agent = await world.AgentAsync("mei");
        await world.WaitsAsync();
        await world.PassAsync(15);
        await world.Get<AgentLeases>().DisconnectedAsync(agent.Id, RoutingWorld.Token);

        var seen = world.Get<PresenceView>().Of(agent.Agent);
        Assert.Equal(("available", "disconnected", true), (seen.Status, seen.Activity, seen.NotResponding));
        Assert.True(Features.Agents.Me.Of(agent.Agent, world.Get<PresenceView>()).NotResponding);

        await world.Get<AgentLeases>().ConnectedAsync(agent.Id, RoutingWorld.Token);
        Assert.Equal("not_responding", world.Get<PresenceView>().Of(agent.Agent).Activity);
    }

    [Theory]
    [InlineData("busy")]
    [InlineData("Available")]
    [InlineData(null)]
    public async Task Only_the_three_statuses_are_known(string? status)
    {
        await using var world = await RoutingWorld.OpenAsync();
        var agent = await world.AgentAsync("ann", status: null);

        Assert.Equal(ErrorCode.InvalidArgument, (await world.Get<SetStatus>().HandleAsync(agent.Agent, new SetStatusRequest(status), RoutingWorld.Token)).Refusal!.Code);
        Assert.Equal(("offline", "disconnected"), (world.Get<PresenceView>().Of(agent.Agent).Status, world.Get<PresenceView>().Of(agent.Agent).Activity));
    }

    [Fact]
    public async Task Status_and_activity_are_told_apart()
    {
        await using var world = await RoutingWorld.OpenAsync();
        var agent = await world.AgentAsync("ann");
        await world.WaitsAsync();
        Assert.Equal(new AgentPresence(agent.Id, "ann", "available", null, "offered", 1, 4), world.Get<IPresenceView>().All().Single());

        var answer = await world.Get<SetStatus>().HandleAsync(agent.Agent, new SetStatusRequest("away", "lunch"), RoutingWorld.Token);

        Assert.Equal(new SetStatusAnswer("away", "idle"), answer.OrThrow());
        Assert.Equal(new AgentPresence(agent.Id, "ann", "away", "lunch", "idle", 0, 4), world.Get<IPresenceView>().All().Single());
    }

    [Fact]
    public async Task The_wall_sums_the_slots_of_those_alone_who_may_be_given_conversations()
    {
        await using var world = await RoutingWorld.OpenAsync(new() { MaxMisses = 1 });
        var mei = await world.AgentAsync("mei");
        await world.WaitsAsync();
        await world.PassAsync(15);
        Assert.Equal(new WallCapacity(0, 0, 1), Capacity());

        var ann = await world.AgentAsync("ann");
        await world.AgentAsync("away", status: "away");
        var gone = await world.AgentAsync("gone");
        await world.Get<AgentLeases>().DisconnectedAsync(gone.Id, RoutingWorld.Token);
        await world.TakeAsync(ann, await world.WaitsUnplannedAsync());
        Assert.Equal(new WallCapacity(1, 3, 1), Capacity());

        await world.StatusAsync(mei, "available");
        Assert.Equal((2, 0), (Capacity().Serving, Capacity().Suspended));

        WallCapacity Capacity() => WallCapacity.Of(world.Get<IPresenceView>().All());
    }

    [Fact]
    public async Task The_wall_says_since_when_an_agent_is_free_and_since_when_it_is_away()
    {
        await using var world = await RoutingWorld.OpenAsync();
        var agent = await world.AgentAsync("ann");
        var began = world.Now;
        Assert.Equal((began, began), Times());

        world.Time.Advance(TimeSpan.FromMinutes(5));
        var id = await world.WaitsUnplannedAsync();
        Assert.Null(await world.TakeAsync(agent, id));
        Assert.Equal((began, null), Times());

        await world.StatusAsync(agent, "away");
        Assert.Equal((world.Now, null), Times());

        (DateTimeOffset?, DateTimeOffset?) Times()
        {
            var view = world.Get<IPresenceView>();
            var shown = WallAgent.Of(view.All().Single(), view.Times()[agent.Id]);
            return (shown.StatusSince, shown.IdleSince);
        }
    }
}
