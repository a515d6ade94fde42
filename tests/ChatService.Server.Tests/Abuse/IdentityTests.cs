using System.Net.WebSockets;
using ChatService.Server.Features.Contacts;
using ChatService.Server.Features.WidgetSessions;
using ChatService.Server.Platform.Storage;
using ChatService.Server.Tests.Messages;
using ChatService.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace ChatService.Server.Tests.Abuse;

/// <summary>Who somebody says to be.</summary>
public sealed class IdentityTests(ChatRoom room) : IClassFixture<ChatRoom>
{
    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();

    [Fact]
    public async Task A_signed_identity_is_believed_and_finds_its_history_from_another_browser()
    {
        var (_, secret) = await room.Admin.OpenInboxAsync("signed");
        var first = await room.Host.AskAsync(new { inboxKey = "signed", identity = Sessions.Identity(secret, "customer-1", Now, "vera@example.com") });
        await using var visitor = await VisitorClient.OpenAsync(room.Host.Http, first.Body.GetProperty("visitorToken").GetString(), "signed");
        await visitor.StartAsync("It is me");

        var second = await room.Host.AskAsync(new { inboxKey = "signed", identity = Sessions.Identity(secret, "customer-1", Now.AddSeconds(-1), "vera@example.com") });

        Assert.True(first.Body.GetProperty("contact").GetProperty("verified").GetBoolean());
        Assert.Equal("vera@example.com", second.Body.GetProperty("contact").GetProperty("email").GetString());
        Assert.Equal(visitor.ConversationId, second.Body.GetProperty("conversation").GetProperty("conversationId").GetGuid());
    }

    [Fact]
    public async Task A_wrong_empty_or_old_signature_is_refused()
    {
        var (_, secret) = await room.Admin.OpenInboxAsync("refusing");
        var forged = new string('0', 64);
        (string What, object Identity)[] bad =
        [
            ("forged", Sessions.Identity(secret, "c", Now, signature: forged)),
            ("empty", Sessions.Identity(secret, "c", Now, signature: "")),
            ("not hexadecimal", Sessions.Identity(secret, "c", Now, signature: "é" + new string('x', 63))),
            ("another secret", Sessions.Identity(secret + "0", "c", Now)),
            ("six minutes old", Sessions.Identity(secret, "c", Now.AddMinutes(-6))),
            ("from the future", Sessions.Identity(secret, "c", Now.AddMinutes(10))),
            ("the beginning of time", Sessions.Identity(secret, "c", DateTimeOffset.UnixEpoch)),
            ("nobody", Sessions.Identity(secret, "", Now)),
            ("nothing", new { }),
            ("no time", new { externalId = "c", issuedAt = long.MinValue, signature = forged }),
        ];

        foreach (var (what, identity) in bad)
        {
            var (code, _) = await room.Host.AskAsync(new { inboxKey = "refusing", identity });
            Assert.True(code == "identity_refused", $"{what}: {code}");
        }
    }

    [Fact]
    public async Task A_signature_that_was_copied_from_a_page_makes_nobody_that_person()
    {
        var (_, secret) = await room.Admin.OpenInboxAsync("copied");
        var identity = Sessions.Identity(secret, "customer-2", Now);
        var owner = await room.Host.AskAsync(new { inboxKey = "copied", identity });
        var stranger = await room.Host.AskAsync(new { inboxKey = "copied" });

        var anew = await room.Host.AskAsync(new { inboxKey = "copied", identity });
        var known = await room.Host.AskAsync(new { inboxKey = "copied", visitorToken = stranger.Body.GetProperty("visitorToken").GetString(), identity });
        var again = await room.Host.AskAsync(new { inboxKey = "copied", visitorToken = owner.Body.GetProperty("visitorToken").GetString(), identity });

        Assert.Equal(("identity_refused", "identity_refused", null), (anew.Code, known.Code, again.Code));
    }

    [Fact]
    public async Task A_copied_signature_changes_nothing_of_the_person_and_is_remembered_over_a_restart()
    {
        using var directory = new TempDirectory();
        var time = new ManualTime(Now);
        object identity;
        string ownToken;
        await using (var host = ChatHost.Start(directory.Path, time))
        {
            await using var admin = await host.AdminAsync();
            var (_, secret) = await admin.OpenInboxAsync("restarted");
            identity = Sessions.Identity(secret, "customer-3", Now);
            ownToken = (await host.AskAsync(new { inboxKey = "restarted", identity })).Body.GetProperty("visitorToken").GetString()!;
        }

        time.Advance(TimeSpan.FromMinutes(4));
        await using var again = ChatHost.Start(directory.Path, time);
        var before = await ContactsAsync(again);

        Assert.Equal("identity_refused", (await again.AskAsync(new { inboxKey = "restarted", identity })).Code);
        Assert.Equal(before, await ContactsAsync(again));
        Assert.Null((await again.AskAsync(new { inboxKey = "restarted", visitorToken = ownToken, identity })).Code);
    }

    [Fact]
    public async Task Ten_who_show_one_signature_at_once_are_one_person_and_nine_strangers()
    {
        var (_, secret) = await room.Admin.OpenInboxAsync("raced");
        var identity = Sessions.Identity(secret, "customer-4", Now);

        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => room.Host.AskAsync(new { inboxKey = "raced", identity })));

        Assert.Single(answers, a => a.Code is null);
        Assert.Equal(9, answers.Count(a => a.Code == "identity_refused"));
    }

    [Fact]
    public async Task Signatures_that_are_too_old_to_be_shown_again_are_forgotten()
    {
        var time = new ManualTime(Now);
        await using var host = ChatHost.Start(time: time);
        await using var admin = await host.AdminAsync();
        var (_, secret) = await admin.OpenInboxAsync("forgetting");
        for (var i = 0; i < 3; i++)
        {
            Assert.Null((await host.AskAsync(new { inboxKey = "forgetting", identity = Sessions.Identity(secret, $"customer-{i}", time.GetUtcNow()) })).Code);
            time.Advance(TimeSpan.FromMinutes(7));
        }

        await using var db = await host.Services.GetRequiredService<IDbContextFactory<ChatDb>>().CreateDbContextAsync(TestContext.Current.CancellationToken);
        Assert.Equal(1, await db.Set<UsedSignature>().CountAsync(TestContext.Current.CancellationToken));
    }

    private static async Task<IReadOnlyList<(Guid, int, DateTimeOffset)>> ContactsAsync(ChatHost host)
    {
        await using var db = await host.Services.GetRequiredService<IDbContextFactory<ChatDb>>().CreateDbContextAsync(TestContext.Current.CancellationToken);
        return [.. (await db.Set<Contact>().OrderBy(c => c.Id).ToListAsync(TestContext.Current.CancellationToken)).Select(c => (c.Id, c.Version, c.LastSeenAt))];
    }

    [Fact]
    public async Task A_claimed_address_is_not_verified_and_shows_no_history()
    {
        await using var owner = await room.Host.VisitorAsync();
        await owner.CallAsync<object>("StartConversation", new { clientMessageId = Guid.NewGuid(), text = "My order", name = "Vera", email = "claimed@example.com" });
        await using var stranger = await room.Host.VisitorAsync();

        var started = await stranger.StartAsync("I am Vera, really");
        var claimed = await stranger.CallAsync<Contracts.UpdateContactAnswer>("UpdateContact", new { name = "Vera", email = "claimed@example.com" });

        Assert.False(claimed.Contact.Verified);
        Assert.DoesNotContain((await stranger.ResumeAsync(0)).Messages, m => m.Text == "My order");
        var session = await room.Host.AskAsync(new { inboxKey = "demo", visitorToken = stranger.Session.VisitorToken });
        Assert.Equal(started.ConversationId, session.Body.GetProperty("conversation").GetProperty("conversationId").GetGuid());
    }

    [Fact]
    public async Task A_token_that_is_forged_empty_cut_or_of_another_inbox_is_refused()
    {
        await room.Admin.OpenInboxAsync("other-inbox");
        var (_, mine) = await room.Host.AskAsync(new { inboxKey = "demo" });
        var token = mine.GetProperty("visitorToken").GetString()!;
        var connect = mine.GetProperty("connectToken").GetString()!;
        var turned = token[..^4] + (token[^4..] == "AAAA" ? "BBBB" : "AAAA");

        foreach (var bad in new[] { "x", turned, token[..20], connect, new string('A', 100_000), "\u0000", token + "\n" + token })
        {
            Assert.Equal("token_invalid", (await room.Host.AskAsync(new { inboxKey = "demo", visitorToken = bad })).Code);
        }

        Assert.Equal("token_invalid", (await room.Host.AskAsync(new { inboxKey = "other-inbox", visitorToken = token })).Code);
        foreach (var bad in new[] { "", "x", token, turned })
        {
            await Assert.ThrowsAsync<WebSocketException>(() => RawSocket.ConnectAsync(room.Host.Url, "/hubs/visitor?access_token=" + Uri.EscapeDataString(bad)));
        }

        // What opens a visitor's connection opens no agent's, and the other way round.
        await Assert.ThrowsAsync<WebSocketException>(() => RawSocket.ConnectAsync(room.Host.Url, "/hubs/agent?access_token=" + connect));
        var robot = await room.Admin.TokenAsync("agent");
        await Assert.ThrowsAsync<WebSocketException>(() => RawSocket.ConnectAsync(room.Host.Url, "/hubs/visitor?access_token=" + robot));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("https://evil.example")]
    [InlineData("https://shop.example.evil.example")]
    [InlineData("http://shop.example")]
    [InlineData("https://shop.example:8443")]
    [InlineData("null")]
    public async Task With_a_list_another_website_or_none_is_refused(string? origin)
    {
        var key = "listed-" + Guid.NewGuid().ToString("N");
        await room.Admin.OpenInboxAsync(key, "https://shop.example");

        Assert.Equal("origin_refused", (await room.Host.AskAsync(new { inboxKey = key }, origin)).Code);

        var (code, session) = await room.Host.AskAsync(new { inboxKey = key }, "https://shop.example");
        Assert.Null(code);
        await using var raw = await RawSocket.ConnectAsync(room.Host.Url, "/hubs/visitor?access_token=" + session.GetProperty("connectToken").GetString(), origin);
        await raw.ShakeHandsAsync();
        await raw.CallAsync("1", "StartConversation", $"{{\"clientMessageId\":\"{Guid.NewGuid()}\",\"text\":\"Let me in\"}}");
        var said = await raw.UntilClosedAsync();
        Assert.Contains(said, record => record.Contains("\"origin_refused\"", StringComparison.Ordinal));
        Assert.DoesNotContain(said, record => record.Contains("\"result\"", StringComparison.Ordinal));
    }
}
