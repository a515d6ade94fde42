using System.Reflection;
using ChatService.Contracts;
using ChatService.Server.Gateway;
using ChatService.Server.Platform.Identity;
using ChatService.Server.Tests.Door;
using ChatService.Testing;
using Microsoft.AspNetCore.SignalR.Client;

namespace ChatService.Server.Tests.Rights;

/// <summary>What an API token may do is narrowed by what it was made for: reading, and inboxes.</summary>
public sealed class TokenScopeTests
{
    [Fact]
    public async Task A_token_that_may_read_changes_nothing_over_http()
    {
        await using var host = await DoorHost.StartAsync();
        using var admin = await host.AdminAsync();
        using var robot = host.Client();
        robot.Token = (await admin.PostAsync("/api/api-tokens", new { name = "reader", role = "admin", scope = "read" }))["token"].GetString();

        Assert.Equal(200, (await robot.GetAsync("/api/agents")).Status);
        Assert.Equal("forbidden", (await robot.PostAsync("/api/teams", new { name = "Sales" })).Code);
        Assert.Equal("forbidden", (await robot.PutAsync($"/api/agents/{Guid.NewGuid()}", new { })).Code);
        Assert.Equal("forbidden", (await robot.DeleteAsync($"/api/teams/{Guid.NewGuid()}")).Code);
        Assert.DoesNotContain((await admin.GetAsync("/api/teams"))["items"].EnumerateArray(), team => team.GetProperty("name").GetString() == "Sales");
    }

    [Fact]
    public async Task A_token_that_may_read_calls_only_hub_methods_that_change_nothing()
    {
        await using var host = ChatHost.Start(settings: Roomy.Limits);
        await using var admin = await host.AdminAsync();
        var token = (await admin.PostAsync<Made>("/api/api-tokens", new { name = "reader", role = "supervisor", scope = "read" })).Token;
        await using var robot = await AgentClient.ByTokenAsync(host.Url, token);
        await using var visitor = await host.VisitorAsync();
        await visitor.StartAsync("Hello");

        var answers = new Dictionary<string, string>();
        foreach (var method in typeof(AgentHub).GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly).Where(m => !m.IsVirtual && !m.IsSpecialName))
        {
            answers[method.Name] = await CodeAsync(robot, method.Name, visitor.ConversationId);
        }

        Assert.All(answers, answer => Assert.Equal(answer.Key is "Resume" or "Watch" or "Unwatch" ? "" : "forbidden", answer.Value));
        Assert.True(answers.Count >= 15);
    }

    [Fact]
    public void A_method_that_takes_a_text_or_a_state_is_not_marked_as_reading()
    {
        var reading = typeof(AgentHub).GetMethods().Concat(typeof(VisitorHub).GetMethods()).Where(m => m.GetCustomAttribute<ReadsAttribute>() is not null).Select(m => m.Name);

        Assert.Equal(["Resume", "Resume", "Unwatch", "Watch"], reading.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_token_of_an_inbox_sees_the_conversations_of_this_inbox_alone()
    {
        await using var host = await DoorHost.StartAsync();
        using var admin = await host.AdminAsync();
        var other = (await admin.PostAsync("/api/inboxes", new { key = "other", name = "Other" }))["id"].GetGuid();
        var made = await admin.PostAsync("/api/api-tokens", new { name = "robot", role = "agent", inboxIds = new[] { other } });
        using var robot = host.Client();
        robot.Token = made["token"].GetString();
        using var http = new HttpClient { BaseAddress = host.Address };
        await using var here = await VisitorClient.OpenAsync(http, inboxKey: "other");
        await here.StartAsync("Here");
        await using var there = await VisitorClient.OpenAsync(http);
        await there.StartAsync("There");

        var seen = (await robot.GetAsync("/api/conversations"))["items"].EnumerateArray().Select(row => row.GetProperty("conversationId").GetGuid());

        Assert.Equal([here.ConversationId], seen);
        Assert.Equal("not_found", (await robot.GetAsync($"/api/conversations/{there.ConversationId}")).Code);
        Assert.Equal([other], made["inboxIds"].EnumerateArray().Select(id => id.GetGuid()));
    }

    [Fact]
    public async Task A_scope_that_cannot_be_kept_is_refused()
    {
        await using var host = await DoorHost.StartAsync();
        using var admin = await host.AdminAsync();
        var inbox = (await admin.GetAsync("/api/inboxes"))["items"][0].GetProperty("id").GetGuid();

        Assert.Equal(["scope"], (await admin.PostAsync("/api/api-tokens", new { name = "x", role = "agent", scope = "everything" })).ErrorFields);
        Assert.Equal(["inboxIds"], (await admin.PostAsync("/api/api-tokens", new { name = "x", role = "admin", inboxIds = new[] { inbox } })).ErrorFields);
        Assert.Equal(["inboxIds"], (await admin.PostAsync("/api/api-tokens", new { name = "x", role = "agent", inboxIds = Array.Empty<Guid>() })).ErrorFields);
        Assert.Equal(["inboxIds"], (await admin.PostAsync("/api/api-tokens", new { name = "x", role = "agent", inboxIds = new[] { Guid.NewGuid() } })).ErrorFields);
    }

    private static async Task<string> CodeAsync(AgentClient robot, string method, Guid conversationId)
    {
        try
        {
            await robot.Hub.InvokeAsync<object>(method, new { conversationId, afterSeq = 0 }).Soon(method);
            return string.Empty;
        }
        catch (Microsoft.AspNetCore.SignalR.HubException refused)
        {
            return Refused.CodeOf(refused);
        }
    }

    private sealed record Made(string Token);
}
