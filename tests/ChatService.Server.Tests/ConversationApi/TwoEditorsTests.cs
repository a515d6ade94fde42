using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using ChatService.Server.Tests.Messages;
using ChatService.Server.Tests.Rights;
using ChatService.Testing;

namespace ChatService.Server.Tests.ConversationApi;

/// <summary>Two who edit one list at the same time: both changes stay, or the second is told to read again. Nobody's change is lost without a word.</summary>
public sealed class TwoEditorsTests(ChatRoom room) : IClassFixture<ChatRoom>
{
    [Fact]
    public async Task Skills_that_two_add_are_both_needed()
    {
        await using var visitor = await room.TakenAsync();
        await SkillsAsync(visitor, new { french = 2 }, new { });

        var second = await SkillsAsync(visitor, new { billing = 3 }, new { });

        Assert.Equal((HttpStatusCode.OK, """{"billing":3,"french":2}"""), (second.Status, second.Skills));
    }

    [Fact]
    public async Task A_skill_that_one_takes_away_while_another_adds_one_is_gone()
    {
        await using var visitor = await room.TakenAsync();
        await SkillsAsync(visitor, new { french = 2 }, new { });
        await SkillsAsync(visitor, new { french = 2, billing = 3 }, new { french = 2 });

        var second = await SkillsAsync(visitor, new { }, new { french = 2 });

        Assert.Equal((HttpStatusCode.OK, """{"billing":3}"""), (second.Status, second.Skills));
    }

    [Fact]
    public async Task Two_levels_for_one_skill_clash()
    {
        await using var visitor = await room.TakenAsync();
        await SkillsAsync(visitor, new { french = 2 }, new { });

        Assert.Equal(HttpStatusCode.Conflict, (await SkillsAsync(visitor, new { french = 4 }, new { })).Status);
        Assert.Equal((HttpStatusCode.OK, """{"french":2}"""), await SkillsAsync(visitor, new { french = 2 }, new { }));
    }

    [Theory]
    [InlineData("joins")]
    [InlineData("leaves")]
    [InlineData("is hired")]
    public async Task Members_of_a_team_are_not_overwritten_while_an_agent(string way)
    {
        await using var scene = await RightsScene.SetAsync(room.Host, room.Admin);
        await scene.HireAsync(new { teamIds = way == "leaves" ? new[] { scene.Alpha } : new[] { scene.Beta } });
        var read = await scene.VersionAsync("/api/teams", scene.Alpha);

        if (way == "is hired")
        {
            await scene.MakeAsync("/api/agents", new { email = $"new-{Guid.NewGuid():N}@example.com", name = "New", teamIds = new[] { scene.Alpha } });
        }
        else
        {
            await scene.PutAsync($"/api/agents/{scene.AgentId}", new
            {
                teamIds = way == "joins" ? new[] { scene.Alpha, scene.Beta } : [scene.Beta], version = await scene.VersionAsync("/api/agents", scene.AgentId),
            });
        }

        var late = await room.Admin.StatusAsync(HttpMethod.Put, $"/api/teams/{scene.Alpha}", new { memberIds = Array.Empty<Guid>(), version = read });

        Assert.Equal(HttpStatusCode.Conflict, late);
    }

    private async Task<(HttpStatusCode Status, string Skills)> SkillsAsync(VisitorClient visitor, object skills, object was)
    {
        using var response = await room.Admin.Http.PutAsJsonAsync($"/api/conversations/{visitor.ConversationId}/skills", new { skills, was });
        var body = JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;
        return (response.StatusCode, body.TryGetProperty("skills", out var stored)
            ? JsonSerializer.Serialize(stored.EnumerateObject().OrderBy(skill => skill.Name, StringComparer.Ordinal).ToDictionary(skill => skill.Name, skill => skill.Value.GetInt32()))
            : string.Empty);
    }
}
