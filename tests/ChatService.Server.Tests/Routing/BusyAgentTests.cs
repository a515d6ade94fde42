using ChatService.Contracts;
using ChatService.Domain.Routing;
using ChatService.Server.Features.Conversations;
using ChatService.Server.Features.Presence;
using ChatService.Server.Features.Routing;
using Microsoft.EntityFrameworkCore;

namespace ChatService.Server.Tests.Routing;

/// <summary>P13: an agent who works is never punished.</summary>
public sealed class BusyAgentTests
{
    [Fact]
    public async Task An_agent_with_four_free_slots_is_asked_about_one_conversation_at_a_time()
    {
        await using var world = await RoutingWorld.OpenAsync();
        var ids = new List<Guid>();
        for (var i = 0; i < 4; i++)
        {
            ids.Add(await world.WaitsAsync());
            await world.PassAsync(1);
        }

        var agent = await world.AgentAsync("mei");
        await world.DrainAsync();

        Assert.Equal([ids[0]], await OpenAsync(world, agent));
        await world.AcceptAsync(agent, ids[0]);
        await world.DrainAsync();

        Assert.Equal([ids[1]], await OpenAsync(world, agent));
    }

    [Fact]
    public async Task As_rings_widen_further_agents_are_asked_and_the_first_accept_withdraws_the_others_without_a_miss()
    {
        await using var world = await RoutingWorld.OpenAsync();
        var agents = new[] { await world.AgentAsync("ann"), await world.AgentAsync("ben"), await world.AgentAsync("cat") };
        var id = await world.WaitsAsync();
        Assert.Single(await world.AskedAsync(id));

        await world.PassAsync(8);
        var asked = await world.AskedAsync(id);
        Assert.Equal(2, asked.Count);
        Assert.True((await world.AcceptAsync(agents.Single(a => a.Id == asked[1]), id)).IsOk);

        Assert.Equal([OfferState.Accepted, OfferState.Withdrawn], (await world.OffersAsync(id)).Select(o => o.State).Order());
        Assert.Equal(0, await world.ReadAsync(db => db.Set<AgentStatusRow>().SumAsync(s => s.MissesInRow)));
        Assert.Equal(asked[1], (await world.ConversationAsync(id)).AssigneeId);
    }

    [Theory]
    [InlineData("send")]
    [InlineData("note")]
    [InlineData("close")]
    [InlineData("take")]
    public async Task Work_beside_an_offer_forgets_misses_and_lifts_not_responding(string work)
    {
        await using var world = await RoutingWorld.OpenAsync();
        var agent = await world.AgentAsync("mei");
        var mine = await world.WaitsAsync();
        await world.AcceptAsync(agent, mine);
        await world.PassAsync(60);
        var waiting = await world.WaitsAsync();
        await world.PassAsync(15 + 15 + 15 + 15 + 15);
        Assert.Equal("not_responding", world.Get<PresenceView>().Of(agent.Agent).Activity);

        await WorkAsync(world, agent, work, mine, waiting);

        var status = await StatusAsync(world, agent);
        Assert.Equal((0, false), (status.MissesInRow, status.NotResponding));
        Assert.Contains(world.Heard.Of<AgentEligibilityChanged>(), e => e.AgentId == agent.Id);
    }

    [Fact]
    public async Task An_offer_that_runs_out_beside_a_sent_message_is_not_a_miss()
    {
        await using var world = await RoutingWorld.OpenAsync(new() { MaxMisses = 1 });
        var agent = await world.AgentAsync("mei");
        var mine = await world.WaitsAsync();
        await world.AcceptAsync(agent, mine);
        await world.PassAsync(60);
        var waiting = await world.WaitsAsync();
        await world.PassAsync(1);

        await WorkAsync(world, agent, "send", mine, waiting);
        await world.PassAsync(60);

        // The first offer ran out beside the message; the second one, without work, is the miss.
        Assert.Equal([OfferState.Expired, OfferState.Expired], (await world.OffersAsync(waiting)).Select(o => o.State));
        Assert.True((await StatusAsync(world, agent)).NotResponding);
        Assert.Equal(world.Now.AddSeconds(-60 + 14), (await world.OffersAsync(waiting))[0].EndedAt);
        Assert.Equal(world.Now.AddSeconds(-60 + 14 + 15 + 15), (await world.OffersAsync(waiting))[1].EndedAt);
    }

    [Fact]
    public async Task An_offer_waits_while_its_agent_types_but_not_for_ever()
    {
        await using var world = await RoutingWorld.OpenAsync();
        var agent = await world.AgentAsync("mei");
        var mine = await world.WaitsAsync();
        await world.AcceptAsync(agent, mine);
        await world.PassAsync(60);
        var waiting = await world.WaitsAsync();
        var made = world.Now;

        for (var second = 0; second < 40; second += 3)
        {
            await world.PassAsync(3);
            await world.Get<TypingHold>().TypedAsync(agent.Id, RoutingWorld.Token);
        }

        Assert.Equal([agent.Id], await world.AskedAsync(waiting));
        Assert.Equal(made.AddSeconds(45), (await world.OffersAsync(waiting)).Single().ExpiresAt);
        await world.PassAsync(3);

        Assert.Empty(await world.AskedAsync(waiting));
        Assert.Equal(0, (await StatusAsync(world, agent)).MissesInRow);
        Assert.Equal(made.AddSeconds(45), world.Heard.Of<OfferHeldEvent>().Last().ExpiresAt);
    }

    [Fact]
    public async Task An_offer_right_after_an_accept_leaves_time_for_the_accepted_customer()
    {
        await using var world = await RoutingWorld.OpenAsync();
        var agent = await world.AgentAsync("mei");
        var mine = await world.WaitsAsync();
        var next = await world.WaitsAsync();
        await world.AcceptAsync(agent, mine);
        await world.DrainAsync();

        Assert.Equal(world.Now.AddSeconds(30), (await world.OffersAsync(next)).Single().ExpiresAt);
    }

    [Fact]
    public async Task An_agent_who_reloads_the_page_misses_nothing()
    {
        await using var world = await RoutingWorld.OpenAsync();
        var agent = await world.AgentAsync("mei");
        await world.WaitsAsync();
        await world.PassAsync(14);
        await world.Get<AgentLeases>().DisconnectedAsync(agent.Id, RoutingWorld.Token);
        await world.PassAsync(0.5);
        await world.Get<AgentLeases>().ConnectedAsync(agent.Id, RoutingWorld.Token);
        await world.PassAsync(0.5);

        Assert.Equal(0, (await StatusAsync(world, agent)).MissesInRow);
    }

    private static async Task WorkAsync(RoutingWorld world, AgentCaller agent, string work, Guid mine, Guid waiting)
    {
        switch (work)
        {
            case "send":
                (await world.Get<SendMessage>().FromAgentAsync(agent, new(mine, Guid.NewGuid(), "One moment"), RoutingWorld.Token)).OrThrow();
                break;
            case "note":
                (await world.Get<SendMessage>().NoteAsync(agent, new(mine, Guid.NewGuid(), "Angry"), RoutingWorld.Token)).OrThrow();
                break;
            case "close":
                await world.CloseAsync(agent, mine);
                break;
            default:
                Assert.Null(await world.TakeAsync(agent, waiting));
                break;
        }
    }

    private static Task<List<Guid>> OpenAsync(RoutingWorld world, AgentCaller agent) => world.ReadAsync(db =>
        db.Set<OfferRow>().Where(o => o.AgentId == agent.Id && o.State == OfferState.Open).Select(o => o.ConversationId).ToListAsync());

    private static Task<AgentStatusRow> StatusAsync(RoutingWorld world, AgentCaller agent) =>
        world.ReadAsync(db => db.Set<AgentStatusRow>().AsNoTracking().SingleAsync(s => s.AgentId == agent.Id));
}
