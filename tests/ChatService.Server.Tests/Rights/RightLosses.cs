using ChatService.Testing;

namespace ChatService.Server.Tests.Rights;

/// <summary>One way to lose a right: what the agent had it by, and what is done.</summary>
internal sealed record RightLoss(string Role, Func<RightsScene, object> Rights, Func<RightsScene, AgentClient, Task> LoseAsync);

/// <summary>Every way to lose the right to a conversation of the scene's inbox.</summary>
internal static class RightLosses
{
    /// <summary>The agent can log in, and no longer serves the inbox.</summary>
    public static IReadOnlyDictionary<string, RightLoss> Place { get; } = new Dictionary<string, RightLoss>
    {
        ["the team is taken from the inbox"] = new("agent", ByTeam, async (scene, _) =>
            await scene.PutAsync($"/api/inboxes/{scene.InboxId}", new { teamIds = new[] { scene.Beta }, version = await scene.VersionAsync("/api/inboxes", scene.InboxId) })),
        ["the inbox is left without teams"] = new("agent", ByTeam, async (scene, _) =>
            await scene.PutAsync($"/api/inboxes/{scene.InboxId}", new { teamIds = Array.Empty<Guid>(), version = await scene.VersionAsync("/api/inboxes", scene.InboxId) })),
        ["the agent leaves the team"] = new("agent", ByTeam, (scene, _) => EditAsync(scene, version => new { teamIds = new[] { scene.Beta }, version })),
        ["the agent leaves the last team"] = new("agent", ByTeam, (scene, _) => EditAsync(scene, version => new { teamIds = Array.Empty<Guid>(), version })),
        ["the team lets the agent go"] = new("agent", InBothTeams, async (scene, _) =>
            await scene.PutAsync($"/api/teams/{scene.Alpha}", new { memberIds = Array.Empty<Guid>(), version = await scene.VersionAsync("/api/teams", scene.Alpha) })),
        ["the team is deleted"] = new("agent", InBothTeams, (scene, _) => scene.DeleteAsync($"/api/teams/{scene.Alpha}")),
        ["the inbox is taken from the agent"] = new("agent", ByInbox, (scene, _) => EditAsync(scene, version => new { inboxIds = Array.Empty<Guid>(), version })),
        ["the agent serves every inbox no longer"] = new("agent", _ => new { servesAll = true }, (scene, _) => EditAsync(scene, version => new { servesAll = false, version })),
        ["the first team narrows the agent"] = new("agent", _ => new { servesAll = true }, (scene, _) => EditAsync(scene, version => new { teamIds = new[] { scene.Beta }, version })),
        ["the role is lowered"] = new("supervisor", scene => new { teamIds = new[] { scene.Beta } }, (scene, _) => EditAsync(scene, version => new { role = "agent", version })),
    };

    /// <summary>These, and those after which the agent has to log in again or cannot.</summary>
    public static IReadOnlyDictionary<string, RightLoss> All { get; } = new Dictionary<string, RightLoss>(Place)
    {
        ["the agent is disabled"] = new("agent", ByTeam, (scene, _) => scene.DeleteAsync($"/api/agents/{scene.AgentId}")),
        ["the session ends"] = new("agent", ByTeam, async (_, agent) => await agent.StatusAsync(HttpMethod.Post, "/api/auth/logout")),
        ["the password is reset"] = new("agent", ByTeam, (scene, _) => scene.MakeAsync($"/api/agents/{scene.AgentId}/password", new { })),
    };

    public static object ByTeam(RightsScene scene) => new { teamIds = new[] { scene.Alpha } };

    private static object InBothTeams(RightsScene scene) => new { teamIds = new[] { scene.Alpha, scene.Beta } };

    private static object ByInbox(RightsScene scene) => new { inboxIds = new[] { scene.InboxId }, teamIds = new[] { scene.Beta } };

    private static async Task EditAsync(RightsScene scene, Func<int, object> edit) =>
        await scene.PutAsync($"/api/agents/{scene.AgentId}", edit(await scene.VersionAsync("/api/agents", scene.AgentId)));
}
