using ChatService.Contracts;
using ChatService.Domain.Conversations;
using ChatService.Domain.Routing;
using ChatService.Server.Features.Conversations;
using ChatService.Server.Features.Presence;
using ChatService.Server.Features.Routing;
using Microsoft.EntityFrameworkCore;

namespace ChatService.Server.Tests.Routing;

/// <summary>P11 under everything at once.</summary>
public sealed class StormTests
{
    [Theory]
    [InlineData("offer_accept")]
    [InlineData("ring_all")]
    [InlineData("auto_accept")]
    public async Task Capacity_is_never_exceeded_and_everybody_is_served_in_the_end(string mode)
    {
        var seed = Random.Shared.Next();
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}");
        var random = new Random(seed);
        await using var world = await RoutingWorld.OpenAsync(new() { Mode = mode }, inbox => inbox.WrapUpSeconds = 3);
        var agents = new List<AgentCaller>();
        for (var i = 0; i < 5; i++)
        {
            agents.Add(await world.AgentAsync($"agent{i}", a => a.Capacity = 1 + random.Next(3)));
        }

        for (var round = 0; round < 40; round++)
        {
            await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => ActAsync(world, agents, random.Next(), round)));
            await world.PassAsync(random.Next(5));
            await HoldsAsync(world, agents);
        }

        await ServeAllAsync(world, agents);
    }

    private static async Task ActAsync(RoutingWorld world, List<AgentCaller> agents, int seed, int round)
    {
        var random = new Random(seed);
        var agent = agents[random.Next(agents.Count)];
        var open = await world.ReadAsync(db => db.Set<Conversation>().AsNoTracking().Where(c => c.State != ConversationState.Closed).ToListAsync());
        var one = open.Count == 0 ? null : open[random.Next(open.Count)];
        var offers = await world.Get<RoutingQueries>().OpenOffersAsync(agent.Id, RoutingWorld.Token);
        switch (random.Next(10))
        {
            case 0 or 1 or 2:
                await world.WaitsAsync();
                break;
            case 3 or 4 when offers.Count > 0:
                await world.Get<AnswerOffer>().AcceptAsync(agent, new AcceptOfferRequest(offers[0].OfferId), RoutingWorld.Token);
                break;
            case 5 when offers.Count > 0:
                await world.Get<AnswerOffer>().DeclineAsync(agent, new DeclineOfferRequest(offers[0].OfferId), RoutingWorld.Token);
                break;
            case 6 when one is not null:
                await world.TakeAsync(agent, one.Id);
                break;
            case 7 when one?.AssigneeId == agent.Id:
                await world.Get<EndConversation>().ByAgentAsync(agent, new CloseRequest(one.Id), RoutingWorld.Token);
                break;
            case 8:
                await world.StatusAsync(agent, random.Next(3) == 0 ? "away" : "available");
                break;
            case 9 when round % 4 == 0:
                await world.Get<AgentLeases>().DisconnectedAsync(agent.Id, RoutingWorld.Token);
                break;
            default:
                await world.Get<AgentLeases>().ConnectedAsync(agent.Id, RoutingWorld.Token);
                break;
        }

        await world.Get<QueueDrain>().RunAsync(RoutingWorld.Token);
    }

    private static async Task HoldsAsync(RoutingWorld world, List<AgentCaller> agents)
    {
        var conversations = await world.ReadAsync(db => db.Set<Conversation>().AsNoTracking().ToListAsync());
        var open = await world.ReadAsync(db => db.Set<OfferRow>().AsNoTracking().Where(o => o.State == OfferState.Open).ToListAsync());
        foreach (var agent in agents)
        {
            var held = conversations.Count(c => c.AssigneeId == agent.Id
                && c.State is ConversationState.Active or ConversationState.WaitingCustomer or ConversationState.WrapUp);
            var used = held + open.Count(o => o.AgentId == agent.Id);
            Assert.InRange(used, 0, agent.Agent.Capacity);
            Assert.Equal(used, world.Get<PresenceView>().Of(agent.Agent).UsedSlots);
        }

        foreach (var conversation in conversations)
        {
            Assert.Equal(conversation.State == ConversationState.Offered, open.Any(o => o.ConversationId == conversation.Id));
            Assert.Equal(conversation.IsWaiting, conversation.AssigneeId is null && conversation.IsOpen);
        }
    }

    // Nobody may be stranded by who declined or missed what before.
    private static async Task ServeAllAsync(RoutingWorld world, List<AgentCaller> agents)
    {
        foreach (var agent in agents)
        {
            await world.Get<AgentLeases>().ConnectedAsync(agent.Id, RoutingWorld.Token);
            await world.StatusAsync(agent, "available");
        }

        for (var step = 0; step < 400; step++)
        {
            await world.PassAsync(2);
            var left = await world.ReadAsync(db => db.Set<Conversation>().AsNoTracking().Where(c => c.State != ConversationState.Closed).ToListAsync());
            if (left.Count == 0)
            {
                return;
            }

            foreach (var agent in agents)
            {
                foreach (var offer in await world.Get<RoutingQueries>().OpenOffersAsync(agent.Id, RoutingWorld.Token))
                {
                    await world.Get<AnswerOffer>().AcceptAsync(agent, new AcceptOfferRequest(offer.OfferId), RoutingWorld.Token);
                }

                foreach (var mine in left.Where(c => c.AssigneeId == agent.Id && c.State == ConversationState.Active))
                {
                    await world.Get<EndConversation>().ByAgentAsync(agent, new CloseRequest(mine.Id), RoutingWorld.Token);
                }
            }
        }

        Assert.Fail("Somebody still waits after 800 s with every agent there.");
    }
}
