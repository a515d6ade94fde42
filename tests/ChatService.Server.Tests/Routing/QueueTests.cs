using ChatService.Contracts;
using ChatService.Domain;
using ChatService.Domain.Conversations;
using ChatService.Domain.Routing;
using ChatService.Server.Features.Agents;
using ChatService.Server.Features.Conversations;
using ChatService.Server.Features.Inboxes;
using ChatService.Server.Features.Routing;
using Microsoft.EntityFrameworkCore;

namespace ChatService.Server.Tests.Routing;

public sealed class QueueTests
{
    [Fact]
    public async Task Rings_widen_at_their_seconds_and_alert_a_supervisor_once()
    {
        Team sales = new() { Id = Guid.CreateVersion7(), Name = "Sales" }, support = new() { Id = Guid.CreateVersion7(), Name = "Support" }, other = new() { Id = Guid.CreateVersion7(), Name = "Other" };
        sales.SiblingTeamIds = [support.Id];
        await using var world = await RoutingWorld.OpenAsync();
        await world.AddAsync(sales);
        await world.AddAsync(support);
        await world.AddAsync(other);
        var sibling = await world.AgentAsync("sibling", a => a.TeamIds = [support.Id]);
        var stranger = await world.AgentAsync("stranger", a => a.TeamIds = [other.Id]);
        var id = await world.WaitsUnplannedAsync();
        await world.ChangeAsync(id, unit => unit.Conversation.TeamId = sales.Id);
        await world.DrainAsync();

        await world.PassAsync(14.9);
        Assert.Empty(await world.AskedAsync(id));
        await world.PassAsync(0.1);
        Assert.Equal([sibling.Id], await world.AskedAsync(id));
        await world.PassAsync(6.9);
        Assert.Empty(world.Heard.Of<SupervisorAlerted>());
        await world.PassAsync(0.1);
        Assert.Equal((3, 22), (world.Heard.Of<SupervisorAlerted>().Single().Ring, world.Heard.Of<SupervisorAlerted>().Single().WaitedSeconds));
        Assert.Equal([sibling.Id, stranger.Id], await world.AskedAsync(id));
        Assert.Single(world.Heard.Of<SupervisorAlerted>());
        Assert.Equal(3, (await world.ConversationAsync(id)).RingReached);
    }

    [Fact]
    public async Task The_planner_is_asked_again_at_eight_seconds_when_the_second_ring_begins()
    {
        await using var world = await RoutingWorld.OpenAsync();
        await world.WaitsAsync();

        var started = world.Now;
        Assert.Equal(started.AddSeconds(8), await world.Get<QueueDrain>().RunAsync(RoutingWorld.Token));
    }

    [Fact]
    public async Task A_wish_to_widen_begins_the_next_ring_now_unless_one_has_just_begun()
    {
        var team = new Team { Id = Guid.CreateVersion7(), Name = "Other" };
        await using var world = await RoutingWorld.OpenAsync();
        await world.AddAsync(team);
        var stranger = await world.AgentAsync("stranger", a => a.TeamIds = [team.Id]);
        var id = await world.WaitsAsync();
        await world.PassAsync(15);

        await WidenAsync(world, id);
        Assert.Empty(await world.AskedAsync(id));

        await world.PassAsync(3);
        await WidenAsync(world, id);
        Assert.Equal([stranger.Id], await world.AskedAsync(id));
        Assert.Equal(18, world.Heard.Of<SupervisorAlerted>().Single().WaitedSeconds);
    }

    [Fact]
    public async Task Members_of_the_inboxs_team_are_asked_from_the_start()
    {
        var team = new Team { Id = Guid.CreateVersion7(), Name = "Sales" };
        await using var world = await RoutingWorld.OpenAsync(change: inbox => inbox.TeamIds = [team.Id]);
        await world.AddAsync(team);
        var member = await world.AgentAsync("member", a => a.TeamIds = [team.Id]);

        Assert.Equal([member.Id], await world.AskedAsync(await world.WaitsAsync()));
    }

    [Fact]
    public async Task A_transfer_to_a_team_asks_its_members_and_not_whoever_passed_it_on()
    {
        var team = new Team { Id = Guid.CreateVersion7(), Name = "Experts" };
        await using var world = await RoutingWorld.OpenAsync();
        await world.AddAsync(team);
        var first = await world.AgentAsync("first");
        var id = await world.WaitsAsync();
        await world.AcceptAsync(first, id);
        var expert = await world.AgentAsync("expert", a => (a.TeamIds, a.InboxIds) = ([team.Id], [Guid.CreateVersion7()]));

        await world.Get<TransferConversation>().HandleAsync(first, new TransferRequest(id, TeamId: team.Id), RoutingWorld.Token);
        await world.DrainAsync();

        Assert.Equal([expert.Id], await world.AskedAsync(id));
    }

    [Fact]
    public async Task Closing_frees_a_slot_for_the_one_who_waited_longest()
    {
        await using var world = await RoutingWorld.OpenAsync();
        var agent = await world.AgentAsync("ann", a => a.Capacity = 1);
        var served = await world.WaitsAsync();
        await world.AcceptAsync(agent, served);
        var older = await world.WaitsAsync();
        await world.PassAsync(1);
        var younger = await world.WaitsAsync();
        Assert.Empty(await world.AskedAsync(older));

        await world.CloseAsync(agent, served);
        await world.DrainAsync();

        Assert.Equal([agent.Id], await world.AskedAsync(older));
        Assert.Empty(await world.AskedAsync(younger));
    }

    [Fact]
    public async Task Wrap_up_holds_the_slot_until_its_time()
    {
        await using var world = await RoutingWorld.OpenAsync(change: inbox => inbox.WrapUpSeconds = 20);
        var agent = await world.AgentAsync("ann", a => a.Capacity = 1);
        var served = await world.WaitsAsync();
        await world.AcceptAsync(agent, served);
        await world.CloseAsync(agent, served);
        var waiting = await world.WaitsAsync();

        await world.PassAsync(19);
        Assert.Empty(await world.AskedAsync(waiting));
        await world.PassAsync(1);
        Assert.Equal([agent.Id], await world.AskedAsync(waiting));
    }

    [Fact]
    public async Task Why_is_kept_and_can_be_read_by_those_who_may_see_it()
    {
        await using var world = await RoutingWorld.OpenAsync();
        var away = await world.AgentAsync("away", status: "away");
        var id = await world.WaitsAsync();
        await world.PassAsync(1);
        var ann = await world.AgentAsync("ann");
        var ben = await world.AgentAsync("ben");
        await world.DrainAsync();
        var stranger = await world.AgentAsync("stranger", a => a.InboxIds = [Guid.CreateVersion7()]);

        var decisions = (await world.Get<RoutingQueries>().DecisionsAsync(ann.Agent, id, RoutingWorld.Token)).OrThrow().Items;

        Assert.Equal(["offer", "none_eligible"], decisions.Select(d => d.Kind));
        var offered = decisions[0];
        Assert.Equal((ann.Id, ben.Id, 2), (offered.Chosen!.Id, offered.NextInLine!.Id, offered.EligibleCount));
        Assert.Contains(new DecisionCandidate(away.Id, "away", "NotAvailable"), offered.Candidates);
        Assert.Equal([new DecisionFilter("NotAvailable", 1)], decisions[1].Removed);
        Assert.Equal(ErrorCode.NotFound, (await world.Get<RoutingQueries>().DecisionsAsync(stranger.Agent, id, RoutingWorld.Token)).Refusal!.Code);
    }

    [Fact]
    public async Task That_nobody_can_take_it_is_stored_once_per_ring_and_reason_and_not_with_each_plan()
    {
        await using var world = await RoutingWorld.OpenAsync();
        var id = await world.WaitsAsync();
        for (var i = 0; i < 5; i++)
        {
            await world.DrainAsync();
        }

        Assert.Equal(1, await world.ReadAsync(db => db.Set<RoutingDecisionRow>().CountAsync(d => d.ConversationId == id)));
    }

    private static async Task WidenAsync(RoutingWorld world, Guid id)
    {
        await world.ChangeAsync(id, unit => unit.Raise(new RoutingWidenRequested(Actor.System, "sla_step")));
        await world.DrainAsync();
    }
}
