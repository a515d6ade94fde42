using ChatService.Server.Features.Presence;
using ChatService.Server.Features.Routing;
using ChatService.Testing;

namespace ChatService.Server.Tests.Routing;

/// <summary>The queue drains itself: nobody asks it to.</summary>
public sealed class WorkerTests
{
    [Fact]
    public async Task A_conversation_that_begins_and_an_agent_who_becomes_available_each_drain_the_queue_at_once()
    {
        await using var world = await RoutingWorld.OpenAsync();
        var worker = world.Get<RoutingWorker>();
        await worker.StartAsync(RoutingWorld.Token);
        var first = await world.WaitsUnplannedAsync();
        var agent = await world.AgentAsync("ann");
        var offered = await world.Heard.Log.First(e => e is OfferMadeEvent);
        await world.AgentAsync("ben");
        var second = await world.WaitsUnplannedAsync();
        await world.Heard.Log.First(e => e is OfferMadeEvent made && made.ConversationId == second);

        Assert.Equal((first, agent.Id), (((OfferMadeEvent)offered).ConversationId, ((OfferMadeEvent)offered).AgentId));
        await worker.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task Time_alone_wakes_it_when_a_ring_begins_and_when_an_offer_is_due()
    {
        await using var world = await RoutingWorld.OpenAsync();
        var worker = world.Get<RoutingWorker>();
        await worker.StartAsync(RoutingWorld.Token);
        await world.AgentAsync("ann");
        await world.WaitsUnplannedAsync();
        await world.Heard.Log.First(e => e is OfferMadeEvent);

        // No timer worker runs here: only the drain's own alarm can end the offer. It is set after each drain, so time goes on in small steps.
        await UntilAsync(world, e => e is OfferEndedEvent { Outcome: "expired" });
        await UntilAsync(world, e => e is SupervisorAlerted);

        await worker.StopAsync(CancellationToken.None);
    }

    private static async Task UntilAsync(RoutingWorld world, Func<object, bool> match)
    {
        var heard = world.Heard.Log.First(match);
        while (!heard.IsCompleted)
        {
            world.Time.Advance(TimeSpan.FromMilliseconds(100));
            await Task.Yield();
        }

        await heard.Soon();
    }
}
