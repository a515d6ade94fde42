using ChatService.Server.Features.Agents;
using ChatService.Server.Features.Conversations;
using ChatService.Server.Features.Inboxes;
using ChatService.Server.Features.Presence;
using ChatService.Server.Features.Routing;
using ChatService.Server.Platform.Storage;
using ChatService.Server.Tests.Routing;

namespace ChatService.Server.Tests.Truth;

/// <summary>Who counts as being at the desk.</summary>
public sealed class InboxDeskTests
{
    [Fact]
    public async Task A_suspended_agent_counts_as_nobody_and_gives_nobody_a_place()
    {
        await using var world = await RoutingWorld.OpenAsync();
        var agent = await world.AgentAsync("ann");
        var id = await world.WaitsUnplannedAsync();
        Assert.Equal(1, (await world.Get<QueueView>().PlaceAsync(id, RoutingWorld.Token))!.Position);

        await SuspendAsync(world, agent);

        Assert.Equal(DeskState.Nobody, Desk(world));
        Assert.Null(await world.Get<QueueView>().PlaceAsync(id, RoutingWorld.Token));
        Assert.Null(Assert.Single(await world.Get<QueueView>().AllAsync(world.InboxId, RoutingWorld.Token)).Place);
        await world.StatusAsync(agent, "available");
        Assert.Equal(DeskState.Staffed, Desk(world));
    }

    [Theory]
    [InlineData("away")]
    [InlineData("offline")]
    public async Task Who_chooses_not_to_be_there_is_gone_at_once(string status)
    {
        await using var world = await RoutingWorld.OpenAsync();
        var agent = await world.AgentAsync("ann");
        Assert.Equal(DeskState.Staffed, Desk(world));

        await world.StatusAsync(agent, status);

        Assert.Equal(DeskState.Nobody, Desk(world));
    }

    [Fact]
    public async Task A_connection_that_breaks_counts_for_five_seconds_and_not_longer()
    {
        await using var world = await RoutingWorld.OpenAsync();
        var agent = await world.AgentAsync("ann");
        Assert.Equal(DeskState.Staffed, Desk(world));
        world.Time.Advance(TimeSpan.FromMinutes(10));

        await world.Get<AgentLeases>().DisconnectedAsync(agent.Id, RoutingWorld.Token);

        Assert.Equal(DeskState.Staffed, Desk(world));
        world.Time.Advance(InboxDesk.ReloadTime - TimeSpan.FromMilliseconds(1));
        Assert.Equal(DeskState.Staffed, Desk(world));
        world.Time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(DeskState.Nobody, Desk(world));
    }

    [Fact]
    public async Task After_a_restart_agents_who_were_at_work_count_until_their_grace_period_ends()
    {
        await using var world = await RoutingWorld.OpenAsync();
        await world.AgentAsync("ann");

        await world.RestartAsync();
        // The start itself takes time: the period counts from its end.
        world.Time.Advance(TimeSpan.FromSeconds(10));
        await world.Get<AgentLeases>().NodeStartedAsync(RoutingWorld.Token);

        Assert.Equal(DeskState.Staffed, Desk(world));
        world.Time.Advance(TimeSpan.FromSeconds(15) - TimeSpan.FromMilliseconds(1));
        Assert.Equal(DeskState.Staffed, Desk(world));
        world.Time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(DeskState.Nobody, Desk(world));
    }

    [Fact]
    public async Task A_restart_does_not_make_a_suspended_agent_one_who_is_at_work()
    {
        await using var world = await RoutingWorld.OpenAsync();
        await SuspendAsync(world, await world.AgentAsync("ann"));

        await world.RestartAsync();

        Assert.Equal(DeskState.Nobody, Desk(world));
    }

    [Fact]
    public async Task An_agent_who_left_long_before_a_restart_is_not_at_work()
    {
        await using var world = await RoutingWorld.OpenAsync();
        var agent = await world.AgentAsync("ann");
        await world.Get<AgentLeases>().DisconnectedAsync(agent.Id, RoutingWorld.Token);
        await world.PassAsync(600);

        await world.RestartAsync();

        Assert.Equal(DeskState.Nobody, Desk(world));
    }

    [Fact]
    public async Task Members_of_a_conversations_team_staff_it_although_they_do_not_serve_the_inbox()
    {
        var team = new Team { Id = Guid.CreateVersion7(), Name = "Experts" };
        await using var world = await RoutingWorld.OpenAsync();
        await world.AddAsync(team);
        await world.AgentAsync("expert", a => (a.TeamIds, a.InboxIds) = ([team.Id], [Guid.CreateVersion7()]));
        var (own, plain) = (await world.WaitsUnplannedAsync(), await world.WaitsUnplannedAsync());
        await world.ChangeAsync(own, unit => unit.Conversation.TeamId = team.Id);

        Assert.Equal(DeskState.Nobody, Desk(world));
        Assert.Equal(DeskState.Staffed, world.Get<IInboxDesk>().For(world.InboxId, team.Id, world.Now));
        Assert.NotNull(await world.Get<QueueView>().PlaceAsync(own, RoutingWorld.Token));
        Assert.Null(await world.Get<QueueView>().PlaceAsync(plain, RoutingWorld.Token));
    }

    private static DeskState Desk(RoutingWorld world) => world.Get<IInboxDesk>().Of(world.InboxId, world.Now).State;

    private static Task SuspendAsync(RoutingWorld world, AgentCaller agent) => world.Get<WriteSession>().RunAsync(
        async (scope, token) =>
        {
            (await scope.ChangeStatusAsync(agent.Id, token)).NotResponding = true;
            scope.Tell(new AgentPresenceChanged(agent.Id));
        },
        RoutingWorld.Token);
}
