using ChatService.Contracts;
using ChatService.Server.Tests.Messages;
using ChatService.Testing;
using Microsoft.AspNetCore.SignalR.Client;

namespace ChatService.Server.Tests.Rights;

/// <summary>An inbox that is disabled, or taken from a website, lets its visitors go at once.</summary>
public sealed class LostInboxTests(ChatRoom room) : IClassFixture<ChatRoom>
{
    [Fact]
    public async Task Visitors_of_an_inbox_that_is_disabled_are_told_and_cut()
    {
        await using var scene = await RightsScene.SetAsync(room.Host, room.Admin);
        await scene.CustomerWritesAsync();
        var closed = ClosedOf(scene.Visitor);

        await scene.DeleteAsync($"/api/inboxes/{scene.InboxId}");

        Assert.Equal("inbox_unknown", (await scene.Visitor.Closed.First(_ => true)).Code);
        await closed.Soon("the end of the connection");
    }

    [Fact]
    public async Task A_disabled_inbox_takes_no_call_not_even_before_its_sockets_are_cut()
    {
        await using var host = ChatHost.Start(settings: Roomy.Limits);
        await using var admin = await host.AdminAsync();
        await using var scene = await RightsScene.SetAsync(host, admin);
        await scene.CustomerWritesAsync();
        await scene.Visitor.CallAsync<StateAnswer>("EndConversation", new { conversationId = scene.Visitor.ConversationId });

        await scene.DeleteAsync($"/api/inboxes/{scene.InboxId}");
        var started = await Record.ExceptionAsync(() => scene.Visitor.StartAsync("Again"));

        // Refused, or the connection was faster gone.
        Assert.NotNull(started);
        Assert.True(started is not Microsoft.AspNetCore.SignalR.HubException refused || Refused.CodeOf(refused) == "inbox_unknown", started.ToString());
    }

    [Fact]
    public async Task Visitors_of_a_website_that_is_taken_off_the_list_are_told_and_cut()
    {
        await using var scene = await RightsScene.SetAsync(room.Host, room.Admin);
        await scene.CustomerWritesAsync();
        var closed = ClosedOf(scene.Visitor);

        await scene.PutAsync($"/api/inboxes/{scene.InboxId}", new { allowedOrigins = new[] { "https://shop.example.com" }, version = await scene.VersionAsync("/api/inboxes", scene.InboxId) });

        Assert.Equal("origin_refused", (await scene.Visitor.Closed.First(_ => true)).Code);
        await closed.Soon("the end of the connection");
    }

    [Fact]
    public async Task Another_change_of_the_inbox_cuts_nobody()
    {
        await using var scene = await RightsScene.SetAsync(room.Host, room.Admin);
        await scene.CustomerWritesAsync();

        await scene.PutAsync($"/api/inboxes/{scene.InboxId}", new { name = "Renamed", version = await scene.VersionAsync("/api/inboxes", scene.InboxId) });
        await scene.SayEverythingAsync();

        Assert.Equal(HubConnectionState.Connected, scene.Visitor.Hub.State);
        Assert.Empty(scene.Visitor.Closed.All);
    }

    private static Task ClosedOf(VisitorClient visitor)
    {
        var closed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        visitor.Hub.Closed += _ =>
        {
            closed.TrySetResult();
            return Task.CompletedTask;
        };
        return closed.Task;
    }
}
