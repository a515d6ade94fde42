using ChatService.Contracts;
using ChatService.Domain.Conversations;
using ChatService.Domain.Routing;
using ChatService.Server.Features.Conversations;
using ChatService.Server.Features.Inboxes;
using ChatService.Server.Features.Presence;
using ChatService.Server.Features.Routing;
using Microsoft.EntityFrameworkCore;

namespace ChatService.Server.Tests.Routing;

public sealed class OfferTests
{
    [Fact]
    public async Task A_new_conversation_is_offered_to_the_agent_with_the_most_room()
    {
        await using var world = await RoutingWorld.OpenAsync();
        var agent = await world.AgentAsync("busy", a => a.Capacity = 2);
        var busy = await world.WaitsAsync();
        await world.AcceptAsync(agent, busy);
        var free = await world.AgentAsync("free");

        var id = await world.WaitsAsync();

        Assert.Equal([free.Id], await world.AskedAsync(id));
        Assert.NotEqual(busy, id);
        Assert.Equal(ConversationState.Offered, (await world.ConversationAsync(id)).State);
        var made = world.Heard.Of<OfferMadeEvent>().Last();
        Assert.Equal((free.Id, id, world.Now.AddSeconds(15)), (made.AgentId, made.ConversationId, made.ExpiresAt));
        Assert.Equal(("PercentFree", 0, 4, 4), (made.Reason.Comparator, made.Reason.Ring, made.Reason.FreeSlots, made.Reason.Capacity));
    }

    [Fact]
    public async Task Accepting_makes_it_the_agents_once_and_again_is_a_success()
    {
        await using var world = await RoutingWorld.OpenAsync();
        var agent = await world.AgentAsync("ann");
        var id = await world.WaitsAsync();

        Assert.True((await world.AcceptAsync(agent, id)).IsOk);
        Assert.True((await world.AcceptAsync(agent, id)).IsOk);

        var conversation = await world.ConversationAsync(id);
        Assert.Equal((ConversationState.Active, agent.Id), (conversation.State, conversation.AssigneeId!.Value));
        Assert.Single(world.Heard.Of<AgentAssigned>());
        Assert.Equal(["accepted"], world.Heard.Of<OfferEndedEvent>().Select(e => e.Outcome));
        Assert.Equal("on_contact", world.Get<PresenceView>().Of(agent.Agent).Activity);
    }

    [Fact]
    public async Task A_decline_asks_the_next_agent_at_once_at_the_original_age()
    {
        await using var world = await RoutingWorld.OpenAsync();
        var first = await world.AgentAsync("first");
        var id = await world.WaitsAsync();
        var queuedAt = (await world.ConversationAsync(id)).QueuedAt;
        var second = await world.AgentAsync("second");
        await world.PassAsync(3);

        Assert.True((await world.DeclineAsync(first, id)).IsOk);

        Assert.Equal([second.Id], await world.AskedAsync(id));
        var conversation = await world.ConversationAsync(id);
        Assert.Equal((queuedAt, queuedAt), (conversation.QueuedAt, conversation.RingStartedAt));
        Assert.Contains(world.Heard.Of<ConversationQueued>(), q => q.Reason == "declined" && q.QueuedAt == queuedAt);
        Assert.Equal(3, (await world.OffersAsync(id))[^1].Reason.WaitedSeconds);
        Assert.Equal(0, (await StatusAsync(world, first)).MissesInRow);
    }

    [Fact]
    public async Task An_offer_of_somebody_else_does_not_exist_and_one_that_is_over_says_so()
    {
        await using var world = await RoutingWorld.OpenAsync();
        var agent = await world.AgentAsync("ann");
        var other = await world.AgentAsync("ben", status: "away");
        var id = await world.WaitsAsync();
        var offer = (await world.OffersAsync(id)).Single();

        var foreign = await world.Get<AnswerOffer>().AcceptAsync(other, new AcceptOfferRequest(offer.Id), RoutingWorld.Token);
        await world.PassAsync(15);
        var late = await world.AcceptAsync(agent, id);

        Assert.Equal(ErrorCode.NotFound, foreign.Refusal!.Code);
        Assert.Equal(ErrorCode.OfferEnded, late.Code);
        Assert.Equal(ErrorCode.OfferEnded, (await world.DeclineAsync(agent, id)).Code);
    }

    [Fact]
    public async Task An_expired_offer_is_a_miss_and_three_in_a_row_mean_not_responding_until_a_status_is_set()
    {
        await using var world = await RoutingWorld.OpenAsync();
        var agent = await world.AgentAsync("ann");
        var id = await world.WaitsAsync();

        await world.PassAsync(15);
        Assert.Equal((1, false), Misses(await StatusAsync(world, agent)));
        Assert.Equal(ConversationState.Queued, (await world.ConversationAsync(id)).State);

        await world.PassAsync(15 + 15 + 15 + 15);
        Assert.Equal((3, true), Misses(await StatusAsync(world, agent)));
        Assert.Equal("not_responding", world.Get<PresenceView>().Of(agent.Agent).Activity);
        await world.PassAsync(120);
        Assert.Empty(await world.AskedAsync(id));

        await world.StatusAsync(agent, "available");
        await world.DrainAsync();
        Assert.Equal([agent.Id], await world.AskedAsync(id));
        Assert.Equal((0, false), Misses(await StatusAsync(world, agent)));
    }

    [Fact]
    public async Task Accepting_forgets_the_misses()
    {
        await using var world = await RoutingWorld.OpenAsync();
        var agent = await world.AgentAsync("ann");
        var id = await world.WaitsAsync();
        await world.PassAsync(15 + 15 + 15 + 15);
        Assert.Equal(2, (await StatusAsync(world, agent)).MissesInRow);

        Assert.True((await world.AcceptAsync(agent, id)).IsOk);

        Assert.Equal(0, (await StatusAsync(world, agent)).MissesInRow);
    }

    [Fact]
    public async Task An_only_agent_who_declined_is_asked_again_so_that_nobody_waits_for_ever()
    {
        await using var world = await RoutingWorld.OpenAsync();
        var agent = await world.AgentAsync("ann");
        var id = await world.WaitsAsync();
        await world.DeclineAsync(agent, id);

        await world.PassAsync(14);
        Assert.Empty(await world.AskedAsync(id));
        await world.PassAsync(1);

        Assert.Equal([agent.Id], await world.AskedAsync(id));
    }

    [Fact]
    public async Task Going_away_withdraws_the_offer_and_asks_the_next_without_blame()
    {
        await using var world = await RoutingWorld.OpenAsync();
        var first = await world.AgentAsync("first");
        var id = await world.WaitsAsync();
        var second = await world.AgentAsync("second");

        await world.StatusAsync(first, "away");
        await world.DrainAsync();

        Assert.Equal([second.Id], await world.AskedAsync(id));
        Assert.Contains(world.Heard.Of<OfferEndedEvent>(), e => e.AgentId == first.Id && e.Outcome == "withdrawn");
        Assert.Empty((await world.ConversationAsync(id)).ExcludedAgentIds);
    }

    [Fact]
    public async Task The_customer_leaves_and_the_offer_is_withdrawn_and_its_slot_free()
    {
        await using var world = await RoutingWorld.OpenAsync();
        var agent = await world.AgentAsync("ann", a => a.Capacity = 1);
        var visitor = world.Visitor();
        var first = await world.WaitsAsync(visitor);
        var second = await world.WaitsAsync();

        await world.Get<EndConversation>().ByVisitorAsync(visitor, new ConversationRequest(first), RoutingWorld.Token);
        await world.DrainAsync();

        Assert.Equal(OfferState.Withdrawn, (await world.OffersAsync(first)).Single().State);
        Assert.Equal([agent.Id], await world.AskedAsync(second));
        Assert.Equal(ErrorCode.OfferEnded, (await world.AcceptAsync(agent, first)).Code);
    }

    [Fact]
    public async Task Ring_all_asks_everybody_and_the_first_to_accept_ends_the_others()
    {
        await using var world = await RoutingWorld.OpenAsync(new RoutingOptions { Mode = "ring_all" });
        var ann = await world.AgentAsync("ann");
        var ben = await world.AgentAsync("ben");
        var id = await world.WaitsAsync();
        Assert.Equal(new[] { ann.Id, ben.Id }.Order(), (await world.AskedAsync(id)).Order());

        var answers = await Task.WhenAll(world.AcceptAsync(ann, id), world.AcceptAsync(ben, id));

        Assert.Single(answers, a => a.IsOk);
        Assert.Single(answers, a => a.Code == ErrorCode.OfferEnded);
        Assert.Single(world.Heard.Of<AgentAssigned>());
        Assert.Empty(await world.AskedAsync(id));
    }

    [Fact]
    public async Task Auto_accept_assigns_without_asking_and_manual_leaves_it_to_the_agents()
    {
        await using var auto = await RoutingWorld.OpenAsync(new RoutingOptions { Mode = "auto_accept" });
        var agent = await auto.AgentAsync("ann");
        Assert.Equal(agent.Id, (await auto.ConversationAsync(await auto.WaitsAsync())).AssigneeId);

        await using var manual = await RoutingWorld.OpenAsync(new RoutingOptions { Mode = "manual" });
        await manual.AgentAsync("ben");
        Assert.Equal(ConversationState.Queued, (await manual.ConversationAsync(await manual.WaitsAsync())).State);
    }

    private static (int, bool) Misses(AgentStatusRow row) => (row.MissesInRow, row.NotResponding);

    private static Task<AgentStatusRow> StatusAsync(RoutingWorld world, AgentCaller agent) =>
        world.ReadAsync(db => db.Set<AgentStatusRow>().AsNoTracking().SingleAsync(s => s.AgentId == agent.Id));
}
