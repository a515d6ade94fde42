using ChatService.Contracts;
using ChatService.Server.Features.Agents;
using ChatService.Server.Features.Inboxes;
using ChatService.Server.Platform.Storage;
using ChatService.Server.Tests.Messages;
using ChatService.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace ChatService.Server.Tests.Rights;

/// <summary>
/// A node hears up to a second late of a right that ended on another one. It gives nothing in that second: the right is read where the work is given. Here the store alone is changed, so
/// the node never hears of it.
/// </summary>
public sealed class UnheardLossTests(ChatRoom room) : IClassFixture<ChatRoom>
{
    private static readonly IReadOnlyDictionary<string, Func<ChatDb, RightsScene, Task>> Losses = new Dictionary<string, Func<ChatDb, RightsScene, Task>>
    {
        ["the inbox is served by another team"] = async (db, scene) =>
            (await db.Set<Inbox>().SingleAsync(inbox => inbox.Id == scene.InboxId)).TeamIds = [scene.Beta],
        ["the agent is in another team"] = async (db, scene) => (await AgentAsync(db, scene)).TeamIds = [scene.Beta],
        ["the agent is disabled"] = async (db, scene) => (await AgentAsync(db, scene)).Disabled = true,
    };

    /// <summary>Their names.</summary>
    public static TheoryData<string> Ways => [.. Losses.Keys];

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task A_waiting_conversation_cannot_be_taken_once(string way)
    {
        await using var scene = await RightsScene.SetAsync(room.Host, room.Admin);
        var agent = await scene.HireAsync(RightLosses.ByTeam(scene));
        await scene.CustomerWritesAsync();

        await LoseAsync(scene, way);

        Assert.Equal("not_found", await agent.CallAsync<ConversationAnswer>("Take", new { conversationId = scene.Visitor.ConversationId }).RefusalAsync());
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task An_open_offer_cannot_be_accepted_once(string way)
    {
        await using var scene = await RightsScene.SetAsync(room.Host, room.Admin);
        await scene.AskSlowlyAsync();
        var agent = await scene.HireAsync(RightLosses.ByTeam(scene));
        await agent.StatusAsync("available");
        await scene.CustomerWritesAsync();
        var offer = await agent.Offers.First(made => made.ConversationId == scene.Visitor.ConversationId);

        await LoseAsync(scene, way);

        Assert.Equal("offer_ended", await agent.CallAsync<ConversationAnswer>("AcceptOffer", new { offerId = offer.OfferId }).RefusalAsync());
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task A_closed_conversation_cannot_be_opened_again_once(string way)
    {
        await using var scene = await RightsScene.SetAsync(room.Host, room.Admin);
        var agent = await scene.HireAsync(RightLosses.ByTeam(scene));
        await scene.CustomerWritesAsync();
        await room.Admin.CallAsync<StateAnswer>("Close", new { conversationId = scene.Visitor.ConversationId });

        await LoseAsync(scene, way);

        Assert.Equal("not_found", await agent.CallAsync<StateAnswer>("Reopen", new { conversationId = scene.Visitor.ConversationId }).RefusalAsync());
    }

    [Fact]
    public async Task A_supervisor_who_is_one_no_longer_takes_nothing_over()
    {
        await using var scene = await RightsScene.SetAsync(room.Host, room.Admin);
        var colleague = await scene.ColleagueAsync();
        var supervisor = await scene.HireAsync(new { }, "supervisor");
        await scene.CustomerWritesAsync();
        await colleague.CallAsync<ConversationAnswer>("Take", new { conversationId = scene.Visitor.ConversationId });

        await ChangeAsync(async db => (await AgentAsync(db, scene)).Role = AgentRole.Agent);

        Assert.Equal("not_found", await supervisor.CallAsync<ConversationAnswer>("Take", new { conversationId = scene.Visitor.ConversationId }).RefusalAsync());
    }

    private Task LoseAsync(RightsScene scene, string way) => ChangeAsync(db => Losses[way](db, scene));

    private async Task ChangeAsync(Func<ChatDb, Task> change)
    {
        await using var db = await room.Host.Services.GetRequiredService<IDbContextFactory<ChatDb>>().CreateDbContextAsync();
        await change(db);
        await db.SaveChangesAsync();
    }

    private static Task<Agent> AgentAsync(ChatDb db, RightsScene scene) => db.Set<Agent>().SingleAsync(agent => agent.Id == scene.AgentId);
}
