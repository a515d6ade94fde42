using System.Net.Http.Json;
using System.Text.Json.Nodes;
using ChatService.Testing;

namespace ChatService.Server.Tests.ConversationApi;

public sealed class TeamQueueTests
{
    private const string Password = "a password of the team";

    [Fact]
    public async Task Who_is_offered_an_inbox_by_its_team_sees_its_queue_and_a_stranger_does_not()
    {
        await using var host = ChatHost.Start();
        await using var admin = await host.AdminAsync();
        var ours = await TeamAsync(admin, "Ours");
        var others = await TeamAsync(admin, "Others");
        await GiveInboxAsync(admin, ours);
        await AgentAsync(admin, "member@example.com", ours);
        await AgentAsync(admin, "stranger@example.com", others);
        await using var visitor = await host.VisitorAsync();
        await visitor.StartAsync("hello");

        await using var member = await AgentClient.LogInAsync(host.Url, "member@example.com", Password);
        await using var stranger = await AgentClient.LogInAsync(host.Url, "stranger@example.com", Password);

        Assert.Equal(visitor.ConversationId.ToString(), Assert.Single(await QueueAsync(member)));
        Assert.Empty(await QueueAsync(stranger));
    }

    private static async Task<string> TeamAsync(AgentClient admin, string name)
    {
        var answer = await (await admin.Http.PostAsJsonAsync("/api/teams", new { name })).Content.ReadFromJsonAsync<JsonObject>().Soon();
        return answer!["id"]!.GetValue<string>();
    }

    private static async Task GiveInboxAsync(AgentClient admin, string teamId)
    {
        var inbox = (JsonObject)(await admin.Http.GetFromJsonAsync<JsonObject>("/api/inboxes").Soon())!["items"]![0]!;
        inbox["teamIds"] = new JsonArray(teamId);
        (await admin.Http.PutAsJsonAsync($"/api/inboxes/{inbox["id"]}", inbox).Soon()).EnsureSuccessStatusCode();
    }

    private static async Task AgentAsync(AgentClient admin, string email, string teamId) =>
        (await admin.Http.PostAsJsonAsync("/api/agents", new { email, name = "Agent", role = "agent", password = Password, capacity = 4, teamIds = new[] { teamId } }).Soon())
            .EnsureSuccessStatusCode();

    private static async Task<List<string>> QueueAsync(AgentClient agent) =>
        [.. ((JsonArray)(await agent.Http.GetFromJsonAsync<JsonObject>("/api/conversations?view=queue").Soon())!["items"]!).Select(row => row!["conversationId"]!.GetValue<string>())];
}
