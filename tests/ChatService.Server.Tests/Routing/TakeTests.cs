using ChatService.Contracts;
using ChatService.Domain.Conversations;
using ChatService.Server.Features.Agents;
using ChatService.Server.Features.Conversations;
using ChatService.Server.Features.Inboxes;

namespace ChatService.Server.Tests.Routing;

public sealed class TakeTests
{
    [Fact]
    public async Task Of_two_agents_who_take_at_once_one_wins()
    {
        await using var world = await RoutingWorld.OpenAsync(new RoutingOptions { Mode = "manual" });
        var ann = await world.AgentAsync("ann");
        var ben = await world.AgentAsync("ben");
        for (var round = 0; round < 10; round++)
        {
            var id = await world.WaitsAsync();
            var answers = await Task.WhenAll(world.TakeAsync(ann, id), world.TakeAsync(ben, id));

            Assert.Single(answers, a => a is null);
            Assert.Single(answers, a => a == ErrorCode.Conflict);
            var winner = answers[0] is null ? ann : ben;
            Assert.Equal(winner.Id, (await world.ConversationAsync(id)).AssigneeId);
            await world.CloseAsync(winner, id);
        }
    }

    [Fact]
    public async Task One_slot_is_taken_once_however_many_are_taken_at_once()
    {
        await using var world = await RoutingWorld.OpenAsync(new RoutingOptions { Mode = "manual" });
        var agent = await world.AgentAsync("ann", a => a.Capacity = 2);
        var ids = new List<Guid>();
        for (var i = 0; i < 6; i++)
        {
            ids.Add(await world.WaitsAsync());
        }

        // They meet in one group commit: each must see the slots that its batch-mates took.
        var answers = await Task.WhenAll(ids.Select(id => world.TakeAsync(agent, id)));

        Assert.Equal(2, answers.Count(a => a is null));
        Assert.Equal(4, answers.Count(a => a == ErrorCode.CapacityFull));
    }

    [Fact]
    public async Task Taking_what_is_offered_to_another_withdraws_that_offer()
    {
        await using var world = await RoutingWorld.OpenAsync();
        var asked = await world.AgentAsync("asked");
        var id = await world.WaitsAsync();
        var taker = await world.AgentAsync("taker");

        Assert.Null(await world.TakeAsync(taker, id));

        Assert.Empty(await world.AskedAsync(id));
        Assert.Equal(ErrorCode.OfferEnded, (await world.AcceptAsync(asked, id)).Code);
        Assert.Null(await world.TakeAsync(taker, id));
    }

    [Fact]
    public async Task Taking_what_is_offered_to_oneself_needs_no_second_slot()
    {
        await using var world = await RoutingWorld.OpenAsync();
        var agent = await world.AgentAsync("ann", a => a.Capacity = 1);
        var id = await world.WaitsAsync();

        Assert.Null(await world.TakeAsync(agent, id));
        Assert.Equal(agent.Id, (await world.ConversationAsync(id)).AssigneeId);
    }

    [Fact]
    public async Task A_supervisor_takes_over_and_an_agent_may_not()
    {
        await using var world = await RoutingWorld.OpenAsync();
        var ann = await world.AgentAsync("ann");
        var id = await world.WaitsAsync();
        await world.AcceptAsync(ann, id);
        var ben = await world.AgentAsync("ben");
        var boss = await world.AgentAsync("boss", a => a.Role = AgentRole.Supervisor);

        Assert.Equal(ErrorCode.Conflict, await world.TakeAsync(ben, id));
        Assert.Null(await world.TakeAsync(boss, id));

        Assert.Equal(boss.Id, (await world.ConversationAsync(id)).AssigneeId);
        Assert.Contains(world.Heard.Of<AgentUnassigned>(), e => e.AgentId == ann.Id && e.Reason == "taken_over");
    }

    [Fact]
    public async Task What_one_may_not_see_cannot_be_taken_and_what_is_closed_neither()
    {
        await using var world = await RoutingWorld.OpenAsync();
        var ann = await world.AgentAsync("ann");
        var stranger = await world.AgentAsync("stranger", a => a.InboxIds = [Guid.CreateVersion7()]);
        var id = await world.WaitsAsync();

        Assert.Equal(ErrorCode.NotFound, await world.TakeAsync(stranger, id));
        await world.AcceptAsync(ann, id);
        await world.CloseAsync(ann, id);
        Assert.Equal(ErrorCode.ConversationClosed, await world.TakeAsync(ann, id));
        Assert.Equal(ConversationState.Closed, (await world.ConversationAsync(id)).State);
    }
}
