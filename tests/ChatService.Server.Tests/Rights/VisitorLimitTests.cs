using ChatService.Contracts;
using ChatService.Server.Features.Conversations;
using ChatService.Server.Platform.Storage;
using ChatService.Testing;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace ChatService.Server.Tests.Rights;

/// <summary>PROTOCOL.md §6: every call of a visitor and of an agent has a limit, and what people do never meets it.</summary>
public sealed class VisitorLimitTests
{
    // Ahead of the real clock, by which the framework ends connections whose log-in is over.
    private readonly ManualTime time = new(new DateTimeOffset(2099, 3, 4, 9, 0, 0, TimeSpan.Zero));

    public static TheoryData<string> WritingCalls => ["MarkRead", "EndConversation", "Rate", "UpdateContact", "RequestCallback", "PageViewed", "SetLocale", "SendMessage", "StartConversation"];

    [Theory]
    [MemberData(nameof(WritingCalls))]
    public async Task Every_writing_call_of_a_visitor_is_counted(string method)
    {
        await using var host = Start(("VisitorWritesPer10Seconds", "2"));
        await using var visitor = await host.VisitorAsync();
        await visitor.StartAsync("Hello");
        await visitor.CallAsync<Empty>("MarkRead", new { conversationId = visitor.ConversationId, seq = 1 });

        Assert.Equal("rate_limited", await CallAsync(visitor, method).RefusalAsync());
        time.Advance(TimeSpan.FromSeconds(5));
        Assert.NotEqual("rate_limited", await CodeAsync(CallAsync(visitor, method)));
    }

    [Fact]
    public void Every_method_of_the_visitor_hub_is_counted_as_writing_or_reading_or_paced()
    {
        var methods = typeof(Gateway.VisitorHub).GetMethods(System.Reflection.BindingFlags.Public | System.Reflection.BindingFlags.Instance | System.Reflection.BindingFlags.DeclaredOnly)
            .Where(m => !m.IsVirtual).Select(m => m.Name);

        Assert.Equal(WritingCalls.Select(row => row.Data).Append("Resume").Append("Typing").Order(StringComparer.Ordinal), methods.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_note_of_a_call_back_is_a_message()
    {
        await using var host = Start(("VisitorMessagesPer10Seconds", "2"));
        await using var visitor = await host.VisitorAsync();
        await visitor.StartAsync("Hello");
        await visitor.CallAsync<Empty>("RequestCallback", new { conversationId = visitor.ConversationId, phone = "+49 30 1234567", note = "Please" });

        Assert.Equal(
            "rate_limited", await visitor.CallAsync<Empty>("RequestCallback", new { conversationId = visitor.ConversationId, phone = "+49 30 1234567", note = "Please" }).RefusalAsync());
        await visitor.CallAsync<Empty>("RequestCallback", new { conversationId = visitor.ConversationId, phone = "+49 30 1234567" });
    }

    [Fact]
    public async Task Reading_again_is_paid_by_lines()
    {
        await using var host = Start(("VisitorLinesPer10Seconds", "10"));
        await using var visitor = await host.VisitorAsync();
        await visitor.StartAsync("1");
        for (var i = 2; i <= 8; i++)
        {
            await visitor.SendAsync($"{i}");
        }

        Assert.True((await visitor.ResumeAsync(0)).Messages.Count >= 8);
        Assert.Equal("rate_limited", await ReadUntilRefusedAsync(visitor));
        time.Advance(TimeSpan.FromSeconds(20));
        Assert.True((await visitor.ResumeAsync(0)).Messages.Count >= 8);
    }

    [Fact]
    public async Task A_visitor_changes_its_rating_a_few_times()
    {
        await using var host = Start(("VisitorRatingsPerHour", "2"));
        await using var visitor = await host.VisitorAsync();
        await visitor.StartAsync("Hello");
        await visitor.CallAsync<StateAnswer>("EndConversation", new { conversationId = visitor.ConversationId });
        await RateAsync(visitor, 1);
        await RateAsync(visitor, 2);

        Assert.Equal("rate_limited", await RateAsync(visitor, 3).RefusalAsync());
    }

    [Fact]
    public async Task All_visitors_of_an_address_share_what_it_may_write()
    {
        await using var host = Start(("AddressWritesPer10Seconds", "3"));
        await using var one = await host.VisitorAsync();
        await using var two = await host.VisitorAsync();
        await one.StartAsync("1");
        await two.StartAsync("2");
        await one.SendAsync("3");

        Assert.Equal("rate_limited", await two.SendAsync("4").RefusalAsync());
    }

    [Fact]
    public async Task An_address_begins_a_bounded_number_of_conversations_and_goes_on_in_them()
    {
        await using var host = Start(("AddressConversationsPer15Minutes", "2"));
        await using var one = await host.VisitorAsync();
        await using var two = await host.VisitorAsync();
        await using var three = await host.VisitorAsync();
        await one.StartAsync("1");
        await two.StartAsync("2");

        Assert.Equal("rate_limited", await three.StartAsync("3").RefusalAsync());
        await one.SendAsync("Still here");
        time.Advance(TimeSpan.FromSeconds(450));
        await three.StartAsync("3");
    }

    [Fact]
    public async Task An_address_holds_a_bounded_share_of_the_queue_until_somebody_takes_one()
    {
        await using var host = Start(("AddressWaitingPerInbox", "2"));
        await using var admin = await host.AdminAsync();
        await admin.OpenInboxAsync("other");
        await using var one = await host.VisitorAsync();
        await using var two = await host.VisitorAsync();
        await using var three = await host.VisitorAsync();
        await using var elsewhere = await VisitorClient.OpenAsync(host.Http, inboxKey: "other");
        await one.StartAsync("1");
        await two.StartAsync("2");

        Assert.Equal("rate_limited", await three.StartAsync("3").RefusalAsync());
        await elsewhere.StartAsync("Another queue");
        await one.StartAsync("More of the first");
        time.Advance(TimeSpan.FromHours(2));
        Assert.Equal("rate_limited", await three.StartAsync("3").RefusalAsync());
        await admin.CallAsync<ConversationAnswer>("Take", new { conversationId = one.ConversationId });
        await three.StartAsync("3");
        await using var four = await host.VisitorAsync();
        Assert.Equal("rate_limited", await four.StartAsync("4").RefusalAsync());
    }

    [Fact]
    public async Task Conversations_that_are_reopened_are_in_the_share_as_well()
    {
        await using var host = Start(("AddressWaitingPerInbox", "1"));
        await using var one = await host.VisitorAsync();
        await using var two = await host.VisitorAsync();
        await one.StartAsync("1");
        await one.CallAsync<StateAnswer>("EndConversation", new { conversationId = one.ConversationId });
        await two.StartAsync("2");

        Assert.Equal("rate_limited", await one.SendAsync("Once more").RefusalAsync());
        await two.CallAsync<StateAnswer>("EndConversation", new { conversationId = two.ConversationId });
        await one.SendAsync("Once more");
        Assert.Equal("rate_limited", await two.SendAsync("Me too").RefusalAsync());
    }

    [Fact]
    public async Task A_start_that_is_refused_takes_no_share()
    {
        await using var host = Start(("AddressWaitingPerInbox", "1"), ("VisitorConversationsPerHour", "1"));
        await using var one = await host.VisitorAsync();
        await one.StartAsync("1");
        await one.CallAsync<StateAnswer>("EndConversation", new { conversationId = one.ConversationId });
        Assert.Equal("rate_limited", await one.StartAsync("Again, too soon").RefusalAsync());

        await using var two = await host.VisitorAsync();
        await two.StartAsync("2");
    }

    [Fact]
    public async Task A_visitor_adds_nothing_to_a_conversation_that_is_full()
    {
        await using var host = Start();
        await using var visitor = await host.VisitorAsync();
        await visitor.StartAsync("Hello");
        await using (var db = await host.Services.GetRequiredService<IDbContextFactory<ChatDb>>().CreateDbContextAsync(TestContext.Current.CancellationToken))
        {
            await db.Set<Conversation>().Where(c => c.Id == visitor.ConversationId).ExecuteUpdateAsync(set => set.SetProperty(c => c.LastSeq, CheckedText.MaxLines), TestContext.Current.CancellationToken);
        }

        Assert.Equal("too_large", await visitor.SendAsync("One more").RefusalAsync());
        Assert.Equal("too_large", await visitor.StartAsync("One more").RefusalAsync());
        Assert.Equal("too_large", await visitor.CallAsync<Empty>("RequestCallback", new { conversationId = visitor.ConversationId, phone = "+49 30 1234567", note = "x" }).RefusalAsync());
    }

    [Fact]
    public async Task Honest_visitors_meet_no_limit()
    {
        await using var host = ChatHost.Start(time: time);
        await using var visitor = await host.VisitorAsync();
        await visitor.StartAsync("1");
        for (var round = 0; round < 3; round++)
        {
            for (var i = 0; i < 9; i++)
            {
                var ack = await visitor.SendAsync($"{round} {i}");
                await visitor.CallAsync<Empty>("MarkRead", new { conversationId = visitor.ConversationId, seq = ack.Seq });
                await visitor.CallAsync<Empty>("Typing", new { conversationId = visitor.ConversationId });
                await visitor.ResumeAsync(0);
            }

            time.Advance(TimeSpan.FromSeconds(10));
        }
    }

    [Fact]
    public async Task Calls_of_an_agent_have_a_limit_over_all_its_connections()
    {
        await using var host = Start(("AgentCallsPer10Seconds", "3"));
        await using var one = await host.AdminAsync();
        await using var other = await host.AdminAsync();
        await one.CallAsync<Empty>("Unwatch", new { conversationId = Guid.NewGuid() });
        await other.CallAsync<Empty>("Unwatch", new { conversationId = Guid.NewGuid() });
        await one.CallAsync<Empty>("Unwatch", new { conversationId = Guid.NewGuid() });

        Assert.Equal("rate_limited", await other.CallAsync<Empty>("Unwatch", new { conversationId = Guid.NewGuid() }).RefusalAsync());
    }

    [Fact]
    public async Task Changes_of_status_have_a_limit_of_their_own()
    {
        await using var host = Start(("AgentStatusesPer10Seconds", "2"));
        await using var admin = await host.AdminAsync();
        await admin.StatusAsync("available");
        await admin.StatusAsync("away");

        Assert.Equal("rate_limited", await admin.StatusAsync("available").RefusalAsync());
    }

    [Fact]
    public async Task A_burst_of_status_changes_is_told_as_how_it_ended()
    {
        await using var host = ChatHost.Start(settings: Roomy.Limits);
        await using var admin = await host.AdminAsync();
        await using var busy = await host.HireAsync(admin, "busy@example.com");
        for (var i = 0; i < 50; i++)
        {
            await busy.StatusAsync(i % 2 == 0 ? "available" : "away");
        }

        await busy.CallAsync<SetStatusAnswer>("SetStatus", new { status = "away", reason = "the last one" });
        await admin.Presence.First(presence => presence.Reason == "the last one");

        Assert.InRange(admin.Presence.All.Count(presence => presence.Name == "busy"), 1, 40);
    }

    [Fact]
    public async Task A_streaming_call_is_refused_with_a_code()
    {
        await using var host = Start();
        await using var visitor = await host.VisitorAsync();
        var refused = await Assert.ThrowsAsync<HubException>(async () =>
        {
            await foreach (var item in visitor.Hub.StreamAsync<object>("Resume", new { conversationId = Guid.NewGuid(), afterSeq = 0 }, TestContext.Current.CancellationToken))
            {
                Assert.Null(item);
            }
        });

        Assert.Equal("invalid_argument", Refused.CodeOf(refused));
    }

    [Fact]
    public async Task A_streamed_argument_is_refused_with_a_code()
    {
        await using var host = Start();
        await using var visitor = await host.VisitorAsync();
        var stream = System.Threading.Channels.Channel.CreateUnbounded<int>();
        stream.Writer.Complete();

        var refused = await Assert.ThrowsAsync<HubException>(() => visitor.Hub.InvokeAsync<object>("Resume", stream.Reader, TestContext.Current.CancellationToken));

        Assert.Equal("invalid_argument", Refused.CodeOf(refused));
    }

    private ChatHost Start(params (string Name, string Value)[] limits) => ChatHost.Start(time: time, settings: limits.ToDictionary(l => "Limits:" + l.Name, l => l.Value));

    private static async Task<string> ReadUntilRefusedAsync(VisitorClient visitor)
    {
        for (var i = 0; i < 10; i++)
        {
            if (await CodeAsync(visitor.ResumeAsync(0)) is { } code)
            {
                return code;
            }
        }

        return "never";
    }

    private static async Task<string?> CodeAsync(Task call)
    {
        try
        {
            await call;
            return null;
        }
        catch (HubException refused)
        {
            return Refused.CodeOf(refused);
        }
    }

    private static Task<Empty> RateAsync(VisitorClient visitor, int score) => visitor.CallAsync<Empty>("Rate", new { conversationId = visitor.ConversationId, score });

    private static Task<object> CallAsync(VisitorClient visitor, string method) => visitor.CallAsync<object>(method, new
    {
        conversationId = visitor.ConversationId, clientMessageId = Guid.NewGuid(), text = "x", seq = 1, score = 5, name = "Ann", phone = "+49 30 1234567", url = "https://shop.example.com/", locale = "en",
    });
}
