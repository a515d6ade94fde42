using ChatService.Contracts;
using ChatService.Domain.Conversations;
using ChatService.Domain.Routing;
using ChatService.Server.Features.Conversations;
using ChatService.Server.Features.Presence;
using ChatService.Server.Features.Routing;
using ChatService.Server.Platform.Storage;
using ChatService.Server.Tests.Messages;
using ChatService.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace ChatService.Server.Tests.Rights;

/// <summary>What an agent was offered or had by a right goes to somebody else as soon as the right ends.</summary>
public sealed class LostWorkTests(ChatRoom room) : IClassFixture<ChatRoom>
{
    /// <summary>Ways that take the work from an agent who has it.</summary>
    public static TheoryData<string> WaysToLoseWork => [.. RightLosses.Place.Keys, "the agent is disabled"];

    /// <summary>A lowered role takes no place among the agents who are asked; the log-ins that end with it do.</summary>
    public static TheoryData<string> WaysToLoseAnOffer => [.. RightLosses.Place.Keys, "the agent is disabled"];

    [Theory]
    [MemberData(nameof(WaysToLoseAnOffer))]
    public async Task An_open_offer_goes_to_a_colleague_at_once_and_is_no_miss_once(string way)
    {
        var loss = RightLosses.All[way];
        await using var scene = await RightsScene.SetAsync(room.Host, room.Admin);
        await scene.AskSlowlyAsync();
        var agent = await scene.HireAsync(way == "the role is lowered" ? RightLosses.ByTeam(scene) : loss.Rights(scene), loss.Role);
        await agent.StatusAsync("available");
        await scene.CustomerWritesAsync();
        var offer = await agent.Offers.First(made => made.ConversationId == scene.Visitor.ConversationId);
        var colleague = await scene.ColleagueAsync();
        await colleague.StatusAsync("available");

        await loss.LoseAsync(scene, agent);

        await colleague.Offers.First(made => made.ConversationId == scene.Visitor.ConversationId);
        var ended = await ReadAsync(db => db.Set<OfferRow>().AsNoTracking().SingleAsync(row => row.Id == offer.OfferId));
        Assert.Equal(OfferState.Withdrawn, ended.State);
        Assert.Equal(0, (await ReadAsync(db => db.Set<AgentStatusRow>().AsNoTracking().SingleAsync(row => row.AgentId == scene.AgentId))).MissesInRow);
    }

    [Fact]
    public async Task An_offer_of_an_inbox_that_is_disabled_is_withdrawn_and_comes_again_with_the_inbox()
    {
        await using var scene = await RightsScene.SetAsync(room.Host, room.Admin);
        await scene.AskSlowlyAsync();
        var agent = await scene.HireAsync(RightLosses.ByTeam(scene));
        await agent.StatusAsync("available");
        await scene.CustomerWritesAsync();
        var offer = await agent.Offers.First(made => made.ConversationId == scene.Visitor.ConversationId);

        await scene.DeleteAsync($"/api/inboxes/{scene.InboxId}");

        Assert.Equal("withdrawn", (await agent.OffersEnded.First(ended => ended.OfferId == offer.OfferId)).Outcome);
        Assert.Equal("queued", (await scene.Admin.Rows.First(row => row.ConversationId == scene.Visitor.ConversationId && row.State == "queued")).State);
        await scene.PutAsync($"/api/inboxes/{scene.InboxId}", new { enabled = true, version = await scene.VersionAsync("/api/inboxes", scene.InboxId) });
        await agent.Offers.First(made => made.ConversationId == scene.Visitor.ConversationId && made.OfferId != offer.OfferId);
    }

    [Theory]
    [MemberData(nameof(WaysToLoseWork))]
    public async Task What_an_agent_serves_goes_back_to_the_queue_at_its_age_once(string way)
    {
        var loss = RightLosses.All[way];
        await using var scene = await RightsScene.SetAsync(room.Host, room.Admin);
        await scene.AskSlowlyAsync();
        var agent = await scene.HireAsync(loss.Rights(scene), loss.Role);
        await scene.CustomerWritesAsync();
        var id = scene.Visitor.ConversationId;
        await agent.CallAsync<ConversationAnswer>("Take", new { conversationId = id });
        var queuedAt = (await ConversationAsync(id)).QueuedAt;

        await loss.LoseAsync(scene, agent);
        await scene.SayEverythingAsync();

        var conversation = await ConversationAsync(id);
        Assert.Equal((ConversationState.Queued, (Guid?)null, queuedAt), (conversation.State, conversation.AssigneeId, conversation.QueuedAt));
        Assert.Equal(["access_lost"], await ReasonsAsync(id, "unassigned"));
        Assert.Equal("access_lost", (await ReasonsAsync(id, "queued"))[^1]);
        await scene.Visitor.Messages.First(message => message.Event?.Type == "agent_left");
        Assert.DoesNotContain(scene.Secret, await RightsScene.HeardAsync(agent), StringComparison.Ordinal);
        if (way != "the agent is disabled")
        {
            var again = await scene.ConnectAsync();
            Assert.Equal("not_found", await again.ResumeAsync(id, 0).RefusalAsync());
            Assert.Equal("not_found", await again.SendAsync(id, "Still me").RefusalAsync());
        }
    }

    [Fact]
    public async Task A_close_that_waits_is_dropped_with_the_right_and_its_agent_can_neither_undo_nor_close_nor_reopen()
    {
        await using var scene = await RightsScene.SetAsync(room.Host, room.Admin);
        var agent = await scene.HireAsync(RightLosses.ByTeam(scene));
        await scene.CustomerWritesAsync();
        var id = scene.Visitor.ConversationId;
        await agent.CallAsync<ConversationAnswer>("Take", new { conversationId = id });
        await agent.CallAsync<StateAnswer>("Close", new { conversationId = id, undoSeconds = 30 });

        await RightLosses.Place["the agent leaves the team"].LoseAsync(scene, agent);
        var again = await scene.ConnectAsync();

        Assert.Equal("not_found", await again.CallAsync<StateAnswer>("UndoEnd", new { conversationId = id }).RefusalAsync());
        Assert.Equal("not_found", await again.CallAsync<StateAnswer>("Close", new { conversationId = id }).RefusalAsync());
        var conversation = await ConversationAsync(id);
        Assert.Equal((ConversationState.Queued, true), (conversation.State, conversation.Ending is null));
        await scene.Admin.CallAsync<StateAnswer>("Close", new { conversationId = id });
        Assert.Equal("not_found", await again.CallAsync<StateAnswer>("Reopen", new { conversationId = id }).RefusalAsync());
        Assert.Equal(ConversationState.Closed, (await ConversationAsync(id)).State);
    }

    [Fact]
    public async Task A_wrap_up_ends_with_the_right()
    {
        await using var scene = await RightsScene.SetAsync(room.Host, room.Admin);
        await scene.PutAsync($"/api/inboxes/{scene.InboxId}", new { wrapUpSeconds = 300, version = await scene.VersionAsync("/api/inboxes", scene.InboxId) });
        var agent = await scene.HireAsync(RightLosses.ByTeam(scene));
        await scene.CustomerWritesAsync();
        await agent.CallAsync<ConversationAnswer>("Take", new { conversationId = scene.Visitor.ConversationId });
        Assert.Equal("wrap_up", (await agent.CallAsync<StateAnswer>("Close", new { conversationId = scene.Visitor.ConversationId })).State);

        await RightLosses.Place["the agent leaves the team"].LoseAsync(scene, agent);

        Assert.Equal(ConversationState.Closed, (await ConversationAsync(scene.Visitor.ConversationId)).State);
    }

    [Fact]
    public async Task What_was_handed_over_to_an_agent_of_another_team_stays_when_its_rights_change()
    {
        await using var scene = await RightsScene.SetAsync(room.Host, room.Admin);
        var agent = await scene.HireAsync(new { teamIds = new[] { scene.Beta } });
        await scene.CustomerWritesAsync();
        await agent.StatusAsync("available");
        await scene.Admin.CallAsync<StateAnswer>("Transfer", new { conversationId = scene.Visitor.ConversationId, agentId = scene.AgentId });
        await agent.StatusAsync("away");

        await scene.PutAsync($"/api/agents/{scene.AgentId}", new { inboxIds = new[] { scene.InboxId }, version = await scene.VersionAsync("/api/agents", scene.AgentId) });
        await scene.PutAsync($"/api/agents/{scene.AgentId}", new { capacity = 7, version = await scene.VersionAsync("/api/agents", scene.AgentId) });

        Assert.Equal(scene.AgentId, (await ConversationAsync(scene.Visitor.ConversationId)).AssigneeId);
    }

    [Fact]
    public async Task What_a_program_has_goes_back_when_its_token_is_deleted()
    {
        await using var scene = await RightsScene.SetAsync(room.Host, room.Admin);
        var made = await scene.MakeAsync("/api/api-tokens", new { name = "robot", role = "agent" });
        await using var robot = await AgentClient.ByTokenAsync(room.Host.Url, made.GetProperty("token").GetString()!);
        await scene.CustomerWritesAsync();
        await robot.CallAsync<ConversationAnswer>("Take", new { conversationId = scene.Visitor.ConversationId });

        await scene.DeleteAsync($"/api/api-tokens/{made.GetProperty("id").GetGuid()}");

        Assert.Equal(ConversationState.Queued, (await ConversationAsync(scene.Visitor.ConversationId)).State);
    }

    private Task<Conversation> ConversationAsync(Guid id) => ReadAsync(db => db.Set<Conversation>().AsNoTracking().SingleAsync(row => row.Id == id));

    private Task<List<string?>> ReasonsAsync(Guid id, string type) => ReadAsync(async db =>
        (await db.Set<LoggedEvent>().AsNoTracking().Where(row => row.ConversationId == id && row.Type == type).OrderBy(row => row.Id).Select(row => row.Data).ToListAsync())
            .ConvertAll(data => System.Text.Json.JsonDocument.Parse(data).RootElement.GetProperty("reason").GetString()));

    private async Task<T> ReadAsync<T>(Func<ChatDb, Task<T>> read)
    {
        await using var db = await room.Host.Services.GetRequiredService<IDbContextFactory<ChatDb>>().CreateDbContextAsync();
        return await read(db);
    }
}
