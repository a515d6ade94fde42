using System.Text.Json;
using ChatService.Contracts;
using ChatService.Server.Features.Contacts;
using ChatService.Server.Tests.Abuse;
using ChatService.Testing;

namespace ChatService.Server.Tests.Messages;

/// <summary>What a website tells of its visitor without a signature.</summary>
public sealed class PageAttributeTests(ChatRoom room) : IClassFixture<ChatRoom>
{
    [Fact]
    public async Task With_the_first_message_and_with_a_later_session_they_stand_beside_the_contact()
    {
        await using var visitor = await room.Host.VisitorAsync();
        var started = await visitor.CallAsync<StartConversationAnswer>(
            "StartConversation", new { clientMessageId = Guid.NewGuid(), text = "Hello", attributes = new { plan = "gold", cart = "3 items" } });

        Assert.Equal(new Dictionary<string, string> { ["plan"] = "gold", ["cart"] = "3 items" }, (await ContactAsync(started.ConversationId)).Page);

        var (code, _) = await room.Host.AskAsync(new { inboxKey = "demo", visitorToken = visitor.Session.VisitorToken, attributes = new { cart = "", step = "pay\u202E\n now" } });
        Assert.Null(code);
        Assert.Equal(new Dictionary<string, string> { ["step"] = "pay now", ["plan"] = "gold" }, (await ContactAsync(started.ConversationId)).Page);
    }

    [Fact]
    public async Task They_never_take_the_place_of_what_was_signed()
    {
        var (_, secret) = await room.Admin.OpenInboxAsync("attributes");
        var (_, session) = await room.Host.AskAsync(new { inboxKey = "attributes", identity = Sessions.Identity(secret, "customer-9", TimeProvider.System.GetUtcNow()), attributes = new { plan = "platinum" } });
        await using var visitor = await VisitorClient.OpenAsync(room.Host.Http, session.GetProperty("visitorToken").GetString(), "attributes");
        var started = await visitor.StartAsync("Hello");

        var contact = await ContactAsync(started.ConversationId);

        Assert.Equal("gold", contact.Signed["plan"]);
        Assert.Equal(new Dictionary<string, string> { ["plan"] = "platinum" }, contact.Page);
    }

    [Fact]
    public async Task A_session_that_says_something_of_nobody_makes_no_contact()
    {
        var before = await room.Admin.GetAsync<JsonElement>("/api/contacts");

        await room.Host.AskAsync(new { inboxKey = "demo", attributes = new { plan = "gold" } });

        Assert.Equal(before.GetProperty("items").GetArrayLength(), (await room.Admin.GetAsync<JsonElement>("/api/contacts")).GetProperty("items").GetArrayLength());
    }

    [Fact]
    public void Too_many_too_long_and_unprintable_ones_are_left_out()
    {
        var many = Enumerable.Range(0, 50).ToDictionary(i => $"k{i}", string? (i) => $"v{i}");
        var kept = PageAttributes.Merge(new() { ["old"] = "x" }, many)!;
        var odd = PageAttributes.Merge(null, new Dictionary<string, string?>
        {
            [new string('n', 41)] = "half a name would be another one", ["\u0000"] = "x", ["long"] = new string('v', 900), ["nothing"] = null, [" plan "] = " gold ",
        })!;

        Assert.Equal((20, false), (kept.Count, kept.ContainsKey("old")));
        Assert.Equal(["long", "plan"], odd.Keys.Order());
        Assert.Equal((500, "gold"), (odd["long"].Length, odd["plan"]));
        Assert.Null(PageAttributes.Merge(new() { ["plan"] = "gold" }, new Dictionary<string, string?> { ["plan"] = "" }));
    }

    private async Task<(Dictionary<string, string> Signed, Dictionary<string, string> Page)> ContactAsync(Guid conversation)
    {
        var contact = (await room.Admin.GetAsync<JsonElement>($"/api/conversations/{conversation}")).GetProperty("contact");
        return (contact.GetProperty("attributes").Deserialize<Dictionary<string, string>>()!, contact.GetProperty("pageAttributes").Deserialize<Dictionary<string, string>>()!);
    }
}
