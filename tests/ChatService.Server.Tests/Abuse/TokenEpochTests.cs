using System.Net;
using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text.Json;
using ChatService.Contracts;
using ChatService.Server.Features.Contacts;
using ChatService.Server.Features.Inboxes;
using ChatService.Server.Platform.Identity;
using ChatService.Server.Platform.Storage;
using ChatService.Server.Tests.Messages;
using ChatService.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace ChatService.Server.Tests.Abuse;

/// <summary>When a visitor's token ends: the first verification, a log-out, a revocation, a new secret.</summary>
public sealed class TokenEpochTests(ChatRoom room) : IClassFixture<ChatRoom>
{
    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();

    [Fact]
    public async Task A_token_from_before_the_first_verification_is_not_good_for_the_verified_person()
    {
        var (_, secret) = await room.Admin.OpenInboxAsync("fixation");
        await using var planted = await VisitorClient.OpenAsync(room.Host.Http, null, "fixation");
        var old = planted.Session;
        var conversation = (await planted.StartAsync("Where is my order?")).ConversationId;

        var proven = await room.Host.AskAsync(new { inboxKey = "fixation", visitorToken = old.VisitorToken, identity = Sessions.Identity(secret, "customer-1", Now) });

        Assert.Equal("token_expired", (await planted.Closed.First(_ => true)).Code);
        Assert.Equal("token_expired", (await room.Host.AskAsync(new { inboxKey = "fixation", visitorToken = old.VisitorToken })).Code);
        Assert.Equal("token_expired", await ConnectAsync(old.ConnectToken));
        await using var owner = await VisitorClient.OpenAsync(room.Host.Http, Token(proven.Body), "fixation");
        Assert.True(owner.Session.Contact.Verified);
        Assert.Equal(conversation, owner.Session.Conversation!.ConversationId);
        Assert.Equal("Where is my order?", Assert.Single((await owner.ResumeAsync(0, conversation)).Messages, m => m.Sender.Kind == "visitor").Text);
    }

    [Fact]
    public async Task A_token_from_before_the_first_message_is_not_good_for_the_verified_person()
    {
        var (_, secret) = await room.Admin.OpenInboxAsync("fixation-early");
        var (_, planted) = await room.Host.AskAsync(new { inboxKey = "fixation-early" });

        var proven = await room.Host.AskAsync(new { inboxKey = "fixation-early", visitorToken = Token(planted), identity = Sessions.Identity(secret, "customer-2", Now) });

        Assert.True(proven.Body.GetProperty("contact").GetProperty("verified").GetBoolean());
        Assert.Equal("token_expired", (await room.Host.AskAsync(new { inboxKey = "fixation-early", visitorToken = Token(planted) })).Code);
        Assert.Equal("token_expired", await ConnectAsync(planted.GetProperty("connectToken").GetString()!));
    }

    [Fact]
    public async Task A_browser_whose_answer_was_lost_shows_the_same_identity_again()
    {
        var (_, secret) = await room.Admin.OpenInboxAsync("lost-answer");
        var (_, before) = await room.Host.AskAsync(new { inboxKey = "lost-answer" });
        var request = new { inboxKey = "lost-answer", visitorToken = Token(before), identity = Sessions.Identity(secret, "customer-3", Now) };

        var lost = await room.Host.AskAsync(request);
        var again = await room.Host.AskAsync(request);

        Assert.Equal((null, null), (lost.Code, again.Code));
        Assert.Null((await room.Host.AskAsync(new { inboxKey = "lost-answer", visitorToken = Token(lost.Body) })).Code);
        Assert.Null((await room.Host.AskAsync(new { inboxKey = "lost-answer", visitorToken = Token(again.Body) })).Code);
    }

    [Fact]
    public async Task A_token_that_has_ended_takes_nothing_away_from_a_fresh_identity()
    {
        var (_, secret) = await room.Admin.OpenInboxAsync("fresh-proof");
        var first = await room.Host.AskAsync(new { inboxKey = "fresh-proof", identity = Sessions.Identity(secret, "customer-4", Now) });
        await EndAsync(Token(first.Body));

        var again = await room.Host.AskAsync(new { inboxKey = "fresh-proof", visitorToken = Token(first.Body), identity = Sessions.Identity(secret, "customer-4", Now.AddSeconds(-1)) });

        Assert.Null(again.Code);
        Assert.True(again.Body.GetProperty("contact").GetProperty("verified").GetBoolean());
    }

    [Fact]
    public async Task Tokens_of_before_epochs_existed_are_good_only_when_they_were_made_after_the_proof()
    {
        var inbox = room.Host.Services.GetRequiredService<InboxDirectory>().FindEnabled("demo")!;
        var contact = new Contact { Id = Guid.CreateVersion7(), Verified = true, ExternalInboxId = inbox.Id, ExternalId = "customer-5", CreatedAt = Now, LastSeenAt = Now };
        await room.Host.Services.GetRequiredService<WriteSession>().RunAsync(
            (scope, _) =>
            {
                scope.Db.Add(contact);
                return Task.CompletedTask;
            },
            TestContext.Current.CancellationToken);
        var tokens = room.Host.Services.GetRequiredService<VisitorTokens>();

        var before = await room.Host.AskAsync(new { inboxKey = "demo", visitorToken = tokens.VisitorToken(new VisitorIdentity(contact.Id, inbox.Id, false, "en")) });
        var after = await room.Host.AskAsync(new { inboxKey = "demo", visitorToken = tokens.VisitorToken(new VisitorIdentity(contact.Id, inbox.Id, true, "en")) });

        Assert.Equal(("token_expired", null), (before.Code, after.Code));
    }

    [Fact]
    public async Task A_log_out_ends_the_token_and_the_live_connection()
    {
        await using var visitor = await room.Host.VisitorAsync();
        await visitor.StartAsync("Hello");

        await EndAsync(visitor.Session.VisitorToken);

        Assert.Equal("token_expired", (await visitor.Closed.First(_ => true)).Code);
        Assert.Equal("token_expired", (await room.Host.AskAsync(new { inboxKey = "demo", visitorToken = visitor.Session.VisitorToken })).Code);
        Assert.Equal("token_expired", await ConnectAsync(visitor.Session.ConnectToken));
    }

    [Fact]
    public async Task A_token_that_has_ended_cannot_end_those_that_are_good()
    {
        var (_, secret) = await room.Admin.OpenInboxAsync("late-end");
        var (_, planted) = await room.Host.AskAsync(new { inboxKey = "late-end" });
        var proven = await room.Host.AskAsync(new { inboxKey = "late-end", visitorToken = Token(planted), identity = Sessions.Identity(secret, "customer-6", Now) });

        await EndAsync(Token(planted));
        await EndAsync("rubbish");

        Assert.Null((await room.Host.AskAsync(new { inboxKey = "late-end", visitorToken = Token(proven.Body) })).Code);
    }

    [Fact]
    public async Task An_admin_revokes_the_tokens_of_a_visitor()
    {
        await using var visitor = await room.Host.VisitorAsync();
        var conversation = (await visitor.StartAsync("My phone was stolen")).ConversationId;
        var contact = (await room.Admin.GetAsync<JsonElement>($"/api/conversations/{conversation}")).GetProperty("contact").GetProperty("id").GetGuid();

        using var agent = new HttpRequestMessage(HttpMethod.Post, $"/api/contacts/{contact}/revoke-tokens");
        agent.Headers.Authorization = new("Bearer", await room.Admin.TokenAsync("supervisor"));
        using var refused = await room.Host.Http.SendAsync(agent, TestContext.Current.CancellationToken).Soon();
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        Assert.Null((await room.Host.AskAsync(new { inboxKey = "demo", visitorToken = visitor.Session.VisitorToken })).Code);

        await room.Admin.PostAsync<JsonElement>($"/api/contacts/{contact}/revoke-tokens", new { });

        Assert.Equal("token_expired", (await visitor.Closed.First(_ => true)).Code);
        Assert.Equal("token_expired", (await room.Host.AskAsync(new { inboxKey = "demo", visitorToken = visitor.Session.VisitorToken })).Code);
        Assert.Equal(conversation, (await room.Admin.GetAsync<JsonElement>($"/api/conversations/{conversation}")).GetProperty("conversation").GetProperty("conversationId").GetGuid());
    }

    [Fact]
    public async Task A_new_secret_ends_what_the_old_one_verified_and_nothing_else()
    {
        var (id, secret) = await room.Admin.OpenInboxAsync("rotated");
        var proven = await room.Host.AskAsync(new { inboxKey = "rotated", identity = Sessions.Identity(secret, "customer-7", Now) });
        await using var verified = await VisitorClient.OpenAsync(room.Host.Http, Token(proven.Body), "rotated");
        await using var anonymous = await VisitorClient.OpenAsync(room.Host.Http, null, "rotated");
        await anonymous.StartAsync("I am nobody");

        var rotated = await room.Admin.PostAsync<JsonElement>($"/api/inboxes/{id}/rotate-secret", new { });

        Assert.Equal("token_expired", (await verified.Closed.First(_ => true)).Code);
        Assert.Equal("token_expired", (await room.Host.AskAsync(new { inboxKey = "rotated", visitorToken = Token(proven.Body) })).Code);
        Assert.Null((await room.Host.AskAsync(new { inboxKey = "rotated", visitorToken = anonymous.Session.VisitorToken })).Code);
        await anonymous.SendAsync("still here");
        var renewed = await room.Host.AskAsync(new { inboxKey = "rotated", identity = Sessions.Identity(rotated.GetProperty("secret").GetString()!, "customer-7", Now) });
        Assert.True(renewed.Body.GetProperty("contact").GetProperty("verified").GetBoolean());
    }

    private async Task EndAsync(string visitorToken)
    {
        using var response = await room.Host.Http.PostAsJsonAsync("/api/widget/session/end", new { visitorToken }, TestContext.Current.CancellationToken).Soon();
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    // The code of the Closed event.
    private async Task<string> ConnectAsync(string connectToken)
    {
        await using var raw = await RawSocket.ConnectAsync(room.Host.Url, "/hubs/visitor?access_token=" + Uri.EscapeDataString(connectToken));
        await raw.ShakeHandsAsync();
        var closed = (await raw.UntilClosedAsync()).First(record => record.Contains("\"Closed\"", StringComparison.Ordinal));
        return JsonDocument.Parse(closed).RootElement.GetProperty("arguments")[0].GetProperty("code").GetString()!;
    }

    private static string Token(JsonElement session) => session.GetProperty("visitorToken").GetString()!;
}
