using ChatService.Contracts;
using ChatService.Server.Tests.Messages;
using ChatService.Testing;
using Microsoft.AspNetCore.SignalR.Client;

namespace ChatService.Server.Tests.Rights;

/// <summary>P12: a right that ends, ends what it gave at once. Every way to lose a right, against everything that an agent hears by it.</summary>
public sealed class LostRightTests(ChatRoom room) : IClassFixture<ChatRoom>
{
    /// <summary>Their names.</summary>
    public static TheoryData<string> Ways => [.. RightLosses.All.Keys];

    /// <summary>Those after which the agent can still log in.</summary>
    public static TheoryData<string> WaysToLoseThePlace => [.. RightLosses.Place.Keys];

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task An_agent_hears_nothing_more_once(string way)
    {
        var loss = RightLosses.All[way];
        await using var scene = await RightsScene.SetAsync(room.Host, room.Admin);
        var agent = await scene.HireAsync(loss.Rights(scene), loss.Role);
        await scene.CustomerWritesAsync(agent);

        await loss.LoseAsync(scene, agent);
        await scene.SayEverythingAsync();

        Assert.DoesNotContain(scene.Secret, await RightsScene.HeardAsync(agent), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(WaysToLoseThePlace))]
    public async Task An_agent_who_comes_back_hears_and_finds_nothing_once(string way)
    {
        var loss = RightLosses.All[way];
        await using var scene = await RightsScene.SetAsync(room.Host, room.Admin);
        var agent = await scene.HireAsync(loss.Rights(scene), loss.Role);
        await scene.CustomerWritesAsync(agent);
        await loss.LoseAsync(scene, agent);

        var again = await scene.ConnectAsync();
        await again.StatusAsync("available");
        Assert.Equal("not_found", await again.CallAsync<Empty>("Watch", new { conversationId = scene.Visitor.ConversationId }).RefusalAsync());
        await scene.SayEverythingAsync();

        Assert.DoesNotContain(scene.Secret, await RightsScene.HeardAsync(again), StringComparison.Ordinal);
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
        Assert.DoesNotContain(scene.Secret, await RightsScene.HeardAsync(agent), StringComparison.Ordinal);
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

        await agent.Messages.First(message => message.Text.StartsWith("note " + scene.Secret, StringComparison.Ordinal));
        await agent.Typing.First(typing => typing.Preview!.StartsWith(scene.Secret, StringComparison.Ordinal));
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

        Assert.DoesNotContain(scene.Secret, await RightsScene.HeardAsync(robot), StringComparison.Ordinal);
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

    // By an admin, to an agent who need not serve the inbox.
    private static async Task HandedToAsync(RightsScene scene, AgentClient agent)
    {
        await agent.StatusAsync("available");
        await scene.Admin.CallAsync<StateAnswer>("Transfer", new { conversationId = scene.Visitor.ConversationId, agentId = scene.AgentId });
        await agent.StatusAsync("away");
    }
}
