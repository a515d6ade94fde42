using System.Net;
using ChatService.Contracts;
using ChatService.Testing;

namespace ChatService.Server.Tests.Routing;

/// <summary>From a customer's words to who is asked, over the wire.</summary>
public sealed class SkillsOnTheWireTests
{
    [Fact]
    public async Task A_keyword_asks_for_a_skill_and_an_agent_may_take_that_back()
    {
        await using var host = ChatHost.Start(settings: Roomy.Limits);
        await using var admin = await host.AdminAsync();
        await admin.PostAsync<object>("/api/auto-replies", new
        {
            name = "Refunds know-how", order = 1, trigger = new { type = "keyword" }, keywords = new { words = new[] { "tax refund" } },
            actions = new[] { new { type = "require_skill", value = "refunds:2" } },
        });
        await using var ann = await host.HireAsync(admin, "ann@example.com");
        await ann.StatusAsync("available");
        await using var visitor = await host.VisitorAsync();
        await using var other = await host.VisitorAsync();

        var id = (await visitor.StartAsync("My tax refund, please")).ConversationId;
        // The queue is drained in order: when the later one is offered, the earlier one was looked at.
        var plain = (await other.StartAsync("Hello")).ConversationId;
        await ann.Offers.First(o => o.ConversationId == plain);
        await ann.AcceptsAsync(plain);
        var row = (await admin.ResumeAsync(id, 0)).Conversation;

        Assert.Equal(("queued", 2), (row.State, row.Skills["refunds"]));
        Assert.DoesNotContain(ann.Offers.All, o => o.ConversationId == id);
        Assert.Equal(HttpStatusCode.BadRequest, await admin.StatusAsync(HttpMethod.Put, $"/api/conversations/{id}/skills", new { skills = new { refunds = 9 } }));

        Assert.Equal(HttpStatusCode.OK, await admin.StatusAsync(HttpMethod.Put, $"/api/conversations/{id}/skills", new { skills = new { } }));

        await ann.Offers.First(o => o.ConversationId == id);
        Assert.Empty((await admin.ResumeAsync(id, 0)).Conversation.Skills);
    }
}
