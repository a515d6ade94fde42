using System.Net;
using System.Reflection;
using ChatService.Contracts;
using ChatService.Server.Gateway;
using ChatService.Server.Tests.Messages;
using ChatService.Server.Tests.Operations;
using ChatService.Testing;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;

namespace ChatService.Server.Tests.Rights;

/// <summary>Every method of both hubs × who calls; a method without a line fails.</summary>
public sealed class EveryHubMethodTests(ChatRoom room) : IClassFixture<ChatRoom>
{
    // What is answered about a conversation, or an offer, that is somebody else's. Null: the method names none.
    private static readonly Dictionary<string, string?> OfAgents = new()
    {
        ["SetStatus"] = null,
        ["AcceptOffer"] = "not_found",
        ["DeclineOffer"] = "not_found",
        ["Take"] = "not_found",
        ["SendMessage"] = "not_found",
        ["AddNote"] = "not_found",
        ["Resume"] = "not_found",
        ["Typing"] = "not_found",
        ["MarkRead"] = "not_found",
        ["Watch"] = "not_found",
        // Ends only what is one's own, and says nothing of what is there.
        ["Unwatch"] = null,
        ["Transfer"] = "not_found",
        ["Close"] = "not_found",
        ["FinishWrapUp"] = "not_found",
        ["UndoEnd"] = "not_found",
        ["Reopen"] = "not_found",
        ["SetPriority"] = "not_found",
    };

    private static readonly Dictionary<string, string?> OfVisitors = new()
    {
        ["StartConversation"] = null,
        ["SendMessage"] = "not_found",
        ["Resume"] = "not_found",
        ["Typing"] = "not_found",
        ["MarkRead"] = "not_found",
        ["EndConversation"] = "not_found",
        ["Rate"] = "not_found",
        ["UpdateContact"] = null,
        ["RequestCallback"] = "not_found",
        ["PageViewed"] = null,
        ["SetLocale"] = null,
    };

    [Fact]
    public void Every_method_has_a_line_and_every_line_a_method()
    {
        Assert.Equal(OfAgents.Keys.Order(StringComparer.Ordinal), MethodsOf(typeof(AgentHub)));
        Assert.Equal(OfVisitors.Keys.Order(StringComparer.Ordinal), MethodsOf(typeof(VisitorHub)));
    }

    [Fact]
    public async Task An_agent_without_the_right_finds_nothing_by_any_method()
    {
        await using var scene = await RightsScene.SetAsync(room.Host, room.Admin);
        var stranger = await scene.HireAsync(new { teamIds = new[] { scene.Beta } });
        await scene.CustomerWritesAsync();
        var before = (await room.Admin.ResumeAsync(scene.Visitor.ConversationId, 0)).LastSeq;

        Assert.Empty(await WrongAsync(stranger.Hub, OfAgents, scene.Visitor.ConversationId, scene.Alpha));
        Assert.Equal(before, (await room.Admin.ResumeAsync(scene.Visitor.ConversationId, 0)).LastSeq);
    }

    [Theory]
    [InlineData("agent")]
    [InlineData("supervisor")]
    [InlineData("admin")]
    public async Task Who_has_the_right_is_not_told_that_there_is_nothing(string role)
    {
        await using var scene = await RightsScene.SetAsync(room.Host, room.Admin);
        var agent = await scene.HireAsync(new { teamIds = new[] { scene.Alpha } }, role);
        await scene.CustomerWritesAsync();

        foreach (var (method, _) in OfAgents.Where(line => line.Value is not null && !line.Key.EndsWith("Offer", StringComparison.Ordinal)))
        {
            Assert.NotEqual("not_found", await CodeAsync(agent.Hub, method, scene.Visitor.ConversationId, scene.Beta));
        }
    }

    [Fact]
    public async Task A_visitor_finds_nothing_of_another_by_any_method()
    {
        await using var scene = await RightsScene.SetAsync(room.Host, room.Admin);
        await scene.CustomerWritesAsync();
        await using var stranger = await room.Host.VisitorAsync();
        var before = (await room.Admin.ResumeAsync(scene.Visitor.ConversationId, 0)).LastSeq;

        Assert.Empty(await WrongAsync(stranger.Hub, OfVisitors, scene.Visitor.ConversationId, scene.Alpha));
        Assert.Equal(before, (await room.Admin.ResumeAsync(scene.Visitor.ConversationId, 0)).LastSeq);
    }

    [Fact]
    public async Task Nobody_and_the_wrong_kind_of_caller_come_into_no_hub()
    {
        await using var visitor = await room.Host.VisitorAsync();
        var token = await room.Admin.TokenAsync("admin");
        string[] refused =
        [
            "/hubs/agent", "/hubs/visitor", $"/hubs/agent?access_token={visitor.Session.ConnectToken}", $"/hubs/visitor?access_token={token}",
            $"/hubs/agent?access_token={visitor.Session.VisitorToken}", $"/hubs/visitor?access_token={visitor.Session.VisitorToken}",
        ];

        foreach (var path in refused)
        {
            await using var upgrade = await Upgrade.TryAsync(room.Host.Url, path);
            Assert.True(upgrade.Status == HttpStatusCode.Unauthorized, $"{path}: {upgrade.Status}");
        }
    }

    private static IEnumerable<string> MethodsOf(Type hub) => hub.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
        .Where(method => !method.IsVirtual && !method.IsSpecialName).Select(method => method.Name).Order(StringComparer.Ordinal);

    private static async Task<List<string>> WrongAsync(HubConnection hub, Dictionary<string, string?> lines, Guid conversationId, Guid teamId)
    {
        var wrong = new List<string>();
        foreach (var (method, expected) in lines.Where(line => line.Value is not null))
        {
            var code = await CodeAsync(hub, method, conversationId, teamId);
            if (code != expected)
            {
                wrong.Add($"{method}: {code ?? "answered"} instead of {expected}");
            }
        }

        return wrong;
    }

    private static async Task<string?> CodeAsync(HubConnection hub, string method, Guid conversationId, Guid teamId)
    {
        try
        {
            await hub.InvokeAsync<object>(method, new
            {
                conversationId, offerId = conversationId, clientMessageId = Guid.NewGuid(), text = "x", seq = 1, afterSeq = 0, score = 5, phone = "+49 30 1234567", teamId, priority = "P1",
            }).Soon(method);
            return null;
        }
        catch (HubException refused)
        {
            return Refused.CodeOf(refused);
        }
    }
}
