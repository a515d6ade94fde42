using ChatService.Contracts;
using ChatService.Server.Tests.Messages;
using ChatService.Testing;
using Microsoft.AspNetCore.SignalR.Client;

namespace ChatService.Server.Tests.Rights;

/// <summary>P12: a right that ends, ends what it gave at once. Every way to lose a right, against everything that an agent hears by it.</summary>
public sealed class LostRightTests(ChatRoom room) : IClassFixture<ChatRoom>
{
    private static readonly Dictionary<string, (Func<RightsScene, object> Rights, string Role, Func<RightsScene, AgentClient, Task> Lose)> Losses = new()
    {
        ["the team is taken from the inbox"] = (ByTeam, "agent", async (scene, _) =>
            await scene.PutAsync($"/api/inboxes/{scene.InboxId}", new { teamIds = new[] { scene.Beta }, version = await scene.VersionAsync("/api/inboxes", scene.InboxId) })),
        ["the agent leaves the team"] = (ByTeam, "agent", async (scene, _) =>
            await scene.PutAsync($"/api/agents/{scene.AgentId}", new { teamIds = new[] { scene.Beta }, version = await scene.VersionAsync("/api/agents", scene.AgentId) })),
        ["the team lets the agent go"] = (InBothTeams, "agent", async (scene, _) =>
            await scene.PutAsync($"/api/teams/{scene.Alpha}", new { memberIds = Array.Empty<Guid>(), version = await scene.VersionAsync("/api/teams", scene.Alpha) })),
        ["the team is deleted"] = (InBothTeams, "agent", (scene, _) => scene.DeleteAsync($"/api/teams/{scene.Alpha}")),
        ["the inbox is taken from the agent"] = (ByInbox, "agent", async (scene, _) =>
            await scene.PutAsync($"/api/agents/{scene.AgentId}", new { inboxIds = Array.Empty<Guid>(), version = await scene.VersionAsync("/api/agents", scene.AgentId) })),
        ["the role is lowered"] = (OfBeta, "supervisor", async (scene, _) =>
            await scene.PutAsync($"/api/agents/{scene.AgentId}", new { role = "agent", version = await scene.VersionAsync("/api/agents", scene.AgentId) })),
        ["the agent is disabled"] = (ByTeam, "agent", (scene, _) => scene.DeleteAsync($"/api/agents/{scene.AgentId}")),
        ["the session ends"] = (ByTeam, "agent", async (_, agent) => await agent.StatusAsync(HttpMethod.Post, "/api/auth/logout")),
        ["the password is reset"] = (ByTeam, "agent", (scene, _) => scene.MakeAsync($"/api/agents/{scene.AgentId}/password", new { })),
    };

    /// <summary>Their names.</summary>
    public static TheoryData<string> Ways => [.. Losses.Keys];

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task An_agent_hears_nothing_more_once(string way)
    {
        var (rights, role, lose) = Losses[way];
        await using var scene = await RightsScene.SetAsync(room.Host, room.Admin);
        var agent = await scene.HireAsync(rights(scene), role);
        await scene.CustomerWritesAsync(agent);

        await lose(scene, agent);
        await scene.SayEverythingAsync();

        Assert.DoesNotContain(RightsScene.Secret, await RightsScene.HeardAsync(agent), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("the team is taken from the inbox")]
    [InlineData("the agent leaves the team")]
    [InlineData("the team lets the agent go")]
    [InlineData("the team is deleted")]
    [InlineData("the inbox is taken from the agent")]
    [InlineData("the role is lowered")]
    public async Task An_agent_who_comes_back_hears_and_finds_nothing_once(string way)
    {
        var (rights, role, lose) = Losses[way];
        await using var scene = await RightsScene.SetAsync(room.Host, room.Admin);
        var agent = await scene.HireAsync(rights(scene), role);
        await scene.CustomerWritesAsync(agent);
        await lose(scene, agent);

        var again = await scene.ConnectAsync();
        Assert.Equal("not_found", await again.CallAsync<Empty>("Watch", new { conversationId = scene.Visitor.ConversationId }).RefusalAsync());
        await scene.SayEverythingAsync();

        Assert.DoesNotContain(RightsScene.Secret, await RightsScene.HeardAsync(again), StringComparison.Ordinal);
        Assert.Equal("not_found", await again.ResumeAsync(scene.Visitor.ConversationId, 0).RefusalAsync());
    }

    [Fact]
    public async Task An_agent_who_passed_the_conversation_on_hears_that_it_is_gone_and_nothing_more()
    {
        await using var scene = await RightsScene.SetAsync(room.Host, room.Admin);
        var agent = await scene.HireAsync(new { teamIds = new[] { scene.Beta } });
        var ended = new TaskCompletionSource<WatchEnded>(TaskCreationOptions.RunContinuationsAsynchronously);
        agent.Hub.On<WatchEnded>("WatchEnded", ended.SetResult);
        await scene.CustomerWritesAsync();
        await HandedToAsync(scene, agent);
        await agent.CallAsync<Empty>("Watch", new { conversationId = scene.Visitor.ConversationId });

        await agent.CallAsync<StateAnswer>("Transfer", new { conversationId = scene.Visitor.ConversationId, teamId = scene.Alpha });
        await scene.SayEverythingAsync();

        Assert.Equal(scene.Visitor.ConversationId, (await ended.Task.Soon()).ConversationId);
        await agent.Rows.First(row => row.ConversationId == scene.Visitor.ConversationId && row.TeamId == scene.Alpha && row.LastMessage is null);
        Assert.DoesNotContain(RightsScene.Secret, await RightsScene.HeardAsync(agent), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_agent_who_may_still_see_the_conversation_goes_on_hearing()
    {
        await using var scene = await RightsScene.SetAsync(room.Host, room.Admin);
        var agent = await scene.HireAsync(new { teamIds = new[] { scene.Alpha } });
        await scene.CustomerWritesAsync(agent);
        await agent.CallAsync<ConversationAnswer>("Take", new { conversationId = scene.Visitor.ConversationId });

        await agent.CallAsync<StateAnswer>("Transfer", new { conversationId = scene.Visitor.ConversationId, teamId = scene.Beta });
        await scene.SayEverythingAsync();

        await agent.Messages.First(message => message.Text.StartsWith("note " + RightsScene.Secret, StringComparison.Ordinal));
        await agent.Typing.First(typing => typing.Preview!.StartsWith(RightsScene.Secret, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_program_hears_nothing_more_once_its_token_is_deleted()
    {
        await using var scene = await RightsScene.SetAsync(room.Host, room.Admin);
        var made = await scene.MakeAsync("/api/api-tokens", new { name = "robot", role = "supervisor" });
        await using var robot = await AgentClient.ByTokenAsync(room.Host.Url, made.GetProperty("token").GetString()!);
        await scene.CustomerWritesAsync(robot);

        await scene.DeleteAsync($"/api/api-tokens/{made.GetProperty("id").GetGuid()}");
        await scene.SayEverythingAsync();

        Assert.DoesNotContain(RightsScene.Secret, await RightsScene.HeardAsync(robot), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_connection_has_a_bounded_number_of_watches()
    {
        await using var scene = await RightsScene.SetAsync(room.Host, room.Admin);
        var agent = await scene.HireAsync(new { teamIds = new[] { scene.Alpha } });
        await scene.CustomerWritesAsync(agent);

        // What is refused is forgotten and takes no place.
        for (var i = 0; i < 250; i++)
        {
            Assert.Equal("not_found", await agent.CallAsync<Empty>("Watch", new { conversationId = Guid.NewGuid() }).RefusalAsync());
        }

        await agent.CallAsync<Empty>("Watch", new { conversationId = scene.Visitor.ConversationId });
    }

    private static object ByTeam(RightsScene scene) => new { teamIds = new[] { scene.Alpha } };

    private static object InBothTeams(RightsScene scene) => new { teamIds = new[] { scene.Alpha, scene.Beta } };

    private static object ByInbox(RightsScene scene) => new { inboxIds = new[] { scene.InboxId }, teamIds = new[] { scene.Beta } };

    private static object OfBeta(RightsScene scene) => new { teamIds = new[] { scene.Beta } };

    // By an admin, to an agent who need not serve the inbox.
    private static async Task HandedToAsync(RightsScene scene, AgentClient agent)
    {
        await agent.StatusAsync("available");
        await scene.Admin.CallAsync<StateAnswer>("Transfer", new { conversationId = scene.Visitor.ConversationId, agentId = scene.AgentId });
        await agent.StatusAsync("away");
    }
}
