using ChatService.Server.Tests.Messages;
using ChatService.Testing;

namespace ChatService.Server.Tests.Abuse;

/// <summary>Connections that end before they have begun.</summary>
public sealed class HastyTests(ChatRoom room) : IClassFixture<ChatRoom>
{
    [Fact]
    public async Task Who_leaves_while_coming_in_is_no_error_and_holds_no_place()
    {
        var token = await room.Admin.TokenAsync("agent");
        for (var i = 0; i < 60; i++)
        {
            // More than an agent's twenty places: a place that is not given back would be missed.
            var raw = await RawSocket.ConnectAsync(room.Host.Url, "/hubs/agent?access_token=" + token);
            await raw.SendAsync("{\"protocol\":\"json\",\"version\":1}" + RawSocket.RecordEnd);
            await raw.DisposeAsync();
        }

        // The server hears of each end a moment later; whoever comes now waits its turn behind them.
        await using var agent = await ComesInAsync(token);
        Assert.Equal("away", (await agent.StatusAsync("away")).Status);
    }

    private async Task<AgentClient> ComesInAsync(string token)
    {
        for (var attempt = 0; ; attempt++)
        {
            var agent = await AgentClient.ByTokenAsync(room.Host.Url, token);
            try
            {
                await agent.StatusAsync("away");
                return agent;
            }
            catch (Exception exception) when (attempt < 200 && exception is not TimeoutException)
            {
                await agent.DisposeAsync();
            }
        }
    }
}
