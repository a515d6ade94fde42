using ChatService.Contracts;
using ChatService.Domain;
using ChatService.Server.Features.Conversations;
using ChatService.Server.Features.Routing;

namespace ChatService.Server.Tests.Routing;

public sealed class PlaceTests
{
    [Fact]
    public async Task Places_follow_age_and_priority_and_agree_whether_asked_for_one_or_for_all()
    {
        await using var world = await RoutingWorld.OpenAsync();
        await world.AgentAsync("ann");
        var seed = Random.Shared.Next();
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}");
        var random = new Random(seed);
        var ids = new List<Guid>();
        for (var i = 0; i < 25; i++)
        {
            ids.Add(await world.WaitsUnplannedAsync());
            await world.ChangeAsync(ids[^1], unit => unit.Conversation.Priority = (Priority)random.Next(4));
            // Often the same millisecond, sometimes exactly a boost later.
            world.Time.Advance(TimeSpan.FromSeconds(random.Next(3) * 60));
        }

        var all = await world.Get<QueueView>().AllAsync(world.InboxId, RoutingWorld.Token);

        Assert.Equal(Enumerable.Range(1, 25), all.Select(p => p.Place!.Position).Order());
        foreach (var (id, _, place) in all)
        {
            Assert.Equal(place, await world.Get<QueueView>().PlaceAsync(id, RoutingWorld.Token));
        }
    }

    [Fact]
    public async Task A_wait_is_estimated_only_from_twenty_served_conversations()
    {
        await using var world = await RoutingWorld.OpenAsync();
        var agent = await world.AgentAsync("ann", a => a.Capacity = 1);
        for (var i = 0; i < 19; i++)
        {
            await ServeAsync(world, agent, await world.WaitsAsync());
        }

        var twentieth = await world.WaitsAsync();
        var active = await world.WaitsAsync();
        Assert.Null((await world.Get<QueueView>().PlaceAsync(active, RoutingWorld.Token))!.EtaSeconds);
        await ServeAsync(world, agent, twentieth);
        await world.AcceptAsync(agent, active);
        var first = await world.WaitsAsync();
        await world.PassAsync(11);
        var second = await world.WaitsAsync();

        // One active: half of 120 s for the next, one and a half of it for the one behind.
        Assert.Equal(new Queue(1, 60, 0, 120), await world.Get<QueueView>().PlaceAsync(first, RoutingWorld.Token));
        Assert.Equal(new Queue(2, 180, 120, 240), await world.Get<QueueView>().PlaceAsync(second, RoutingWorld.Token));
        Assert.Null(await world.Get<QueueView>().PlaceAsync(active, RoutingWorld.Token));
    }

    // Accept to close: 120 s.
    private static async Task ServeAsync(RoutingWorld world, AgentCaller agent, Guid id)
    {
        Assert.True((await world.AcceptAsync(agent, id)).IsOk);
        await world.PassAsync(120);
        await world.CloseAsync(agent, id);
        await world.DrainAsync();
    }
}
