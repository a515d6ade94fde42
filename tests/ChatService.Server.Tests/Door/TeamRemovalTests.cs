using System.Net;
using ChatService.Contracts;
using ChatService.Server.Tests.Messages;
using ChatService.Testing;

namespace ChatService.Server.Tests.Door;

/// <summary>A team that goes leaves nothing behind it.</summary>
public sealed class TeamRemovalTests(ChatRoom room) : IClassFixture<ChatRoom>
{
    [Fact]
    public async Task Its_open_conversations_belong_to_their_inbox_again_and_whoever_shows_them_is_told()
    {
        await using var visitor = await room.TakenAsync();
        var team = (await room.Admin.PostAsync<Made>("/api/teams", new { name = $"Short {Guid.NewGuid():N}" })).Id;
        await room.Agent.CallAsync<StateAnswer>("Transfer", new { conversationId = visitor.ConversationId, teamId = team });
        var with = await room.Admin.Rows.First(r => r.ConversationId == visitor.ConversationId && r.TeamId == team);

        Assert.Equal(HttpStatusCode.OK, await room.Admin.StatusAsync(HttpMethod.Delete, $"/api/teams/{team}"));

        var without = await room.Admin.Rows.First(r => r.ConversationId == visitor.ConversationId && r.Version > with.Version && r.TeamId is null);
        Assert.Equal("queued", without.State);
        Assert.Equal(with.QueuedAt, without.QueuedAt);
        var log = await room.Admin.GetAsync<System.Text.Json.JsonElement>($"/api/conversations/{visitor.ConversationId}/events");
        Assert.Contains(log.GetProperty("items").EnumerateArray(), e => e.GetProperty("type").GetString() == "team_left");
    }

    private sealed record Made(Guid Id);
}
