using ChatService.Contracts;
using ChatService.Domain.Conversations;
using ChatService.Domain.Routing;
using ChatService.Server.Features.Agents;
using ChatService.Server.Features.Conversations;
using ChatService.Server.Features.Presence;
using Microsoft.EntityFrameworkCore;

namespace ChatService.Server.Tests.Routing;

/// <summary>A transfer to an agent is a hand-over, not a place in the queue.</summary>
public sealed class HandoverTests
{
    [Fact]
    public async Task The_new_agent_has_it_at_once_with_the_note_and_everybody_knows_from_whom()
    {
        await using var world = await RoutingWorld.OpenAsync();
        var (lin, id) = await ServedAsync(world, "Lin");
        var team = new Team { Id = Guid.CreateVersion7(), Name = "Experts" };
        await world.AddAsync(team);
        var mei = await world.AgentAsync("Mei", a => (a.TeamIds, a.Capacity) = ([team.Id], 1));

        Assert.Null(await TransferAsync(world, lin, id, mei, "  She is angry "));

        var conversation = await world.ConversationAsync(id);
        Assert.Equal((ConversationState.Active, mei.Id), (conversation.State, conversation.AssigneeId));
        Assert.Equal(new Handover(lin.Id, "Lin", "She is angry", world.Now), conversation.Handover);
        var line = await LineAsync(world, id);
        Assert.NotNull(line.PublicSeq);
        Assert.Equal("Lin handed the conversation over to Mei.", line.Text);
        Assert.Equal(("Lin", "Mei", mei.Id.ToString()), (line.EventData!["from"], line.EventData["to"], line.EventData["toId"]));
        Assert.Equal("transferred", world.Heard.Of<AgentUnassigned>().Single().Reason);
        Assert.Equal("transfer", world.Heard.Of<AgentAssigned>().Last().Via);
    }

    [Fact]
    public async Task The_mark_goes_when_the_new_agent_writes_and_not_with_a_note_or_a_supervisors_word()
    {
        await using var world = await RoutingWorld.OpenAsync();
        var (lin, id) = await ServedAsync(world, "Lin");
        var mei = await world.AgentAsync("Mei");
        var boss = await world.AgentAsync("Boss", a => a.Role = AgentRole.Supervisor);
        await TransferAsync(world, lin, id, mei);

        await world.Get<SendMessage>().NoteAsync(mei, new(id, Guid.NewGuid(), "Reading"), RoutingWorld.Token);
        await world.Get<SendMessage>().FromAgentAsync(boss, new(id, Guid.NewGuid(), "One moment"), RoutingWorld.Token);
        Assert.NotNull((await world.ConversationAsync(id)).Handover);

        await world.Get<SendMessage>().FromAgentAsync(mei, new(id, Guid.NewGuid(), "Hello, I am Mei"), RoutingWorld.Token);
        Assert.Null((await world.ConversationAsync(id)).Handover);
    }

    [Fact]
    public async Task Who_is_offered_what_was_passed_to_the_team_reads_from_whom_and_why_until_they_write()
    {
        await using var world = await RoutingWorld.OpenAsync();
        var (lin, id) = await ServedAsync(world, "Lin");
        var team = new Team { Id = Guid.CreateVersion7(), Name = "Experts" };
        await world.AddAsync(team);

        await world.Get<TransferConversation>().HandleAsync(lin, new TransferRequest(id, TeamId: team.Id, Note: "Asks for the boss"), RoutingWorld.Token);
        var handover = new Handover(lin.Id, "Lin", "Asks for the boss", world.Now);
        Assert.Equal(handover, (await world.ConversationAsync(id)).Handover);

        var mei = await world.AgentAsync("Mei", a => a.TeamIds = [team.Id]);
        Assert.Null(await world.TakeAsync(mei, id));
        Assert.Equal(handover, (await world.ConversationAsync(id)).Handover);
        await world.Get<SendMessage>().FromAgentAsync(mei, new(id, Guid.NewGuid(), "Hello, I am Mei"), RoutingWorld.Token);
        Assert.Null((await world.ConversationAsync(id)).Handover);
    }

    [Theory]
    [InlineData("disconnected")]
    [InlineData("offline")]
    [InlineData("not_responding")]
    public async Task It_is_refused_when_the_agent_is_not_there_and_changes_nothing(string why)
    {
        await using var world = await RoutingWorld.OpenAsync(new() { MaxMisses = 1 });
        var mei = await world.AgentAsync("Mei");
        await MakeAsync(world, mei, why);
        var (lin, id) = await ServedAsync(world, "Lin");
        var before = await world.ConversationAsync(id);

        Assert.Equal(ErrorCode.AgentUnavailable, await TransferAsync(world, lin, id, mei, "Please"));

        var after = await world.ConversationAsync(id);
        Assert.Equal((lin.Id, before.Version, before.LastSeq), (after.AssigneeId, after.Version, after.LastSeq));
    }

    [Fact]
    public async Task An_agent_who_is_away_or_full_may_be_given_it_by_a_person()
    {
        await using var world = await RoutingWorld.OpenAsync();
        var (mei, _) = await ServedAsync(world, "Mei", a => a.Capacity = 1);
        await world.StatusAsync(mei, "away");
        var (lin, id) = await ServedAsync(world, "Lin");

        Assert.Null(await TransferAsync(world, lin, id, mei));

        Assert.Equal(mei.Id, (await world.ConversationAsync(id)).AssigneeId);
        Assert.Equal((2, 1), (world.Get<PresenceView>().Of(mei.Agent).UsedSlots, world.Get<PresenceView>().Of(mei.Agent).Capacity));
    }

    [Fact]
    public async Task A_supervisor_hands_over_what_waits_and_the_open_offer_is_withdrawn()
    {
        await using var world = await RoutingWorld.OpenAsync();
        var ann = await world.AgentAsync("Ann");
        var id = await world.WaitsAsync();
        Assert.Equal([ann.Id], await world.AskedAsync(id));
        var boss = await world.AgentAsync("Boss", a => a.Role = AgentRole.Supervisor, status: "away");
        var mei = await world.AgentAsync("Mei");

        Assert.Null(await TransferAsync(world, boss, id, mei));

        Assert.Equal(mei.Id, (await world.ConversationAsync(id)).AssigneeId);
        Assert.Equal(OfferState.Withdrawn, (await world.OffersAsync(id)).Single().State);
        Assert.Equal("Boss", (await LineAsync(world, id)).EventData!["from"]);
    }

    [Fact]
    public async Task The_customer_reads_the_name_of_the_agent_who_served_them_when_a_supervisor_moves_it()
    {
        await using var world = await RoutingWorld.OpenAsync();
        var (_, id) = await ServedAsync(world, "Lin");
        var boss = await world.AgentAsync("Boss", a => a.Role = AgentRole.Supervisor);
        var mei = await world.AgentAsync("Mei");

        await TransferAsync(world, boss, id, mei);

        Assert.Equal("Lin", (await LineAsync(world, id)).EventData!["from"]);
        Assert.Equal("Boss", (await world.ConversationAsync(id)).Handover!.FromName);
    }

    [Fact]
    public async Task A_repeated_transfer_is_the_answer_that_was_lost()
    {
        await using var world = await RoutingWorld.OpenAsync();
        var (lin, id) = await ServedAsync(world, "Lin");
        var mei = await world.AgentAsync("Mei");
        await TransferAsync(world, lin, id, mei);
        var before = await world.ConversationAsync(id);

        Assert.Null(await TransferAsync(world, lin, id, mei));

        Assert.Equal(before.Version, (await world.ConversationAsync(id)).Version);
    }

    private static async Task<(AgentCaller Agent, Guid Conversation)> ServedAsync(RoutingWorld world, string name, Action<Agent>? change = null)
    {
        var id = await world.WaitsUnplannedAsync();
        var agent = await world.AgentAsync(name, change);
        Assert.Null(await world.TakeAsync(agent, id));
        return (agent, id);
    }

    private static async Task MakeAsync(RoutingWorld world, AgentCaller agent, string why)
    {
        switch (why)
        {
            case "disconnected":
                await world.Get<AgentLeases>().DisconnectedAsync(agent.Id, RoutingWorld.Token);
                break;
            case "offline":
                await world.StatusAsync(agent, "offline");
                break;
            default:
                await world.WaitsAsync();
                await world.PassAsync(15);
                Assert.True(world.Get<PresenceView>().Of(agent.Agent).NotResponding);
                break;
        }
    }

    private static async Task<ErrorCode?> TransferAsync(RoutingWorld world, AgentCaller from, Guid id, AgentCaller to, string? note = null) =>
        (await world.Get<TransferConversation>().HandleAsync(from, new TransferRequest(id, AgentId: to.Id, Note: note), RoutingWorld.Token)).Refusal?.Code;

    private static Task<MessageRow> LineAsync(RoutingWorld world, Guid id) => world.ReadAsync(db =>
        db.Set<MessageRow>().AsNoTracking().SingleAsync(m => m.ConversationId == id && m.EventType == "transferred"));
}
