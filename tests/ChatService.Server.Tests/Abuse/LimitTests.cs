using System.Globalization;
using ChatService.Contracts;
using ChatService.Testing;
using Microsoft.AspNetCore.SignalR;

namespace ChatService.Server.Tests.Abuse;

/// <summary>PROTOCOL.md §6: how much one visitor may say.</summary>
public sealed class LimitTests
{
    // Ahead of the real clock, by which the framework ends connections whose log-in is over.
    private readonly ManualTime time = new(new DateTimeOffset(2099, 3, 4, 9, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task Ten_messages_in_ten_seconds_and_the_eleventh_is_told_when_to_come_back()
    {
        await using var host = ChatHost.Start(time: time);
        await using var visitor = await host.VisitorAsync();
        await using var neighbour = await host.VisitorAsync();
        await visitor.StartAsync("1");
        for (var i = 2; i <= 10; i++)
        {
            await visitor.SendAsync($"{i}");
        }

        var id = Guid.NewGuid();
        var wait = await WaitAsync(visitor.SendAsync("11", id));

        Assert.Equal(1, wait);
        await neighbour.StartAsync("Not my limit");
        time.Advance(TimeSpan.FromSeconds(wait));
        Assert.False((await visitor.SendAsync("11", id)).Duplicate);
        Assert.Equal(11, (await visitor.ResumeAsync(0)).Messages.Count(m => m.Sender.Kind == "visitor"));
    }

    [Fact]
    public async Task Another_tab_does_not_double_the_limit()
    {
        await using var host = ChatHost.Start(time: time);
        await using var visitor = await host.VisitorAsync();
        await using var tab = await host.VisitorAsync(visitor.Session.VisitorToken);
        await visitor.StartAsync("1");
        for (var i = 2; i <= 10; i++)
        {
            await visitor.SendAsync($"{i}");
        }

        Assert.Equal("rate_limited", await tab.StartAsync("11").RefusalAsync());
    }

    [Fact]
    public async Task Two_typing_signals_a_second_are_passed_on_and_more_are_dropped_without_a_word()
    {
        await using var host = ChatHost.Start(time: time);
        await using var agent = await host.AdminAsync();
        await using var visitor = await host.VisitorAsync();
        await visitor.StartAsync("Hello");
        await agent.CallAsync<ConversationAnswer>("Take", new { conversationId = visitor.ConversationId });
        for (var i = 1; i <= 5; i++)
        {
            await TypeAsync(visitor, $"{i}");
        }

        // A made-up conversation costs the same and is looked up as seldom.
        Assert.Equal(Empty.Value, await visitor.CallAsync<Empty>("Typing", new { conversationId = Guid.NewGuid(), preview = "x" }));
        time.Advance(TimeSpan.FromSeconds(1));
        await TypeAsync(visitor, "later");

        await agent.Typing.First(t => t.Preview == "later");
        Assert.Equal(["1", "2", "later"], agent.Typing.All.Select(t => t.Preview));
    }

    [Fact]
    public async Task An_agents_typing_is_paced_the_same_way()
    {
        await using var host = ChatHost.Start(time: time);
        await using var agent = await host.AdminAsync();
        await using var visitor = await host.VisitorAsync();
        await visitor.StartAsync("Hello");
        await agent.CallAsync<ConversationAnswer>("Take", new { conversationId = visitor.ConversationId });
        for (var i = 0; i < 5; i++)
        {
            await agent.CallAsync<Empty>("Typing", new { conversationId = visitor.ConversationId });
        }

        await agent.SendAsync(visitor.ConversationId, "Done");
        await visitor.Messages.First(m => m.Text == "Done");
        Assert.Equal(2, visitor.Typing.All.Count);
    }

    [Fact]
    public async Task Ten_conversations_an_hour_and_a_start_that_is_sent_again_counts_once()
    {
        await using var host = ChatHost.Start(time: time, settings: new Dictionary<string, string> { ["Limits:VisitorMessagesPer10Seconds"] = "1000" });
        await using var visitor = await host.VisitorAsync();
        for (var i = 0; i < 10; i++)
        {
            var id = Guid.NewGuid();
            await visitor.StartAsync("Again", id);
            await visitor.StartAsync("Again", id);
            await visitor.CallAsync<StateAnswer>("EndConversation", new { conversationId = visitor.ConversationId });
        }

        var wait = await WaitAsync(visitor.StartAsync("One too many"));

        Assert.Equal(360, wait);
        time.Advance(TimeSpan.FromSeconds(wait));
        await visitor.StartAsync("Six minutes later");
    }

    [Fact]
    public async Task A_start_that_goes_to_the_open_conversation_is_no_start()
    {
        await using var host = ChatHost.Start(time: time, settings: new Dictionary<string, string> { ["Limits:VisitorMessagesPer10Seconds"] = "1000" });
        await using var visitor = await host.VisitorAsync();
        await visitor.StartAsync("1");
        var open = visitor.ConversationId;
        for (var i = 2; i <= 12; i++)
        {
            Assert.Equal(open, (await visitor.StartAsync($"{i}")).ConversationId);
        }

        for (var i = 0; i < 9; i++)
        {
            await visitor.CallAsync<StateAnswer>("EndConversation", new { conversationId = visitor.ConversationId });
            await visitor.StartAsync("Again");
        }

        // Ten are made; the message of the refused eleventh has changed nothing.
        await visitor.CallAsync<StateAnswer>("EndConversation", new { conversationId = visitor.ConversationId });
        Assert.Equal("rate_limited", await visitor.CallAsync<object>("StartConversation", new { clientMessageId = Guid.NewGuid(), text = "11", name = "Eve" }).RefusalAsync());
        await using var again = await host.VisitorAsync(visitor.Session.VisitorToken);
        Assert.Null(again.Session.Contact.Name);
        Assert.Equal(visitor.ConversationId, again.Session.Conversation!.ConversationId);
    }

    [Fact]
    public async Task Five_connections_of_a_visitor_and_the_sixth_is_told_why_it_is_closed()
    {
        await using var host = ChatHost.Start(time: time);
        await using var first = await host.VisitorAsync();
        var tabs = new List<VisitorClient>();
        for (var i = 0; i < 4; i++)
        {
            tabs.Add(await host.VisitorAsync(first.Session.VisitorToken));
        }

        await using var sixth = await (await RawSocket.ConnectAsync(host.Url, "/hubs/visitor?access_token=" + first.Session.ConnectToken)).ShakeHandsAsync();
        var said = await sixth.UntilClosedAsync();
        Assert.Contains(said, record => record.Contains("\"Closed\"", StringComparison.Ordinal) && record.Contains("\"rate_limited\"", StringComparison.Ordinal));

        // The five are as they were, and one that leaves makes room.
        await first.StartAsync("Hello");
        await tabs[0].Messages.First(m => m.Text == "Hello");
        await tabs[0].DisposeAsync();
        await using var seventh = await ComesInAsync(host, first.Session.VisitorToken);
        foreach (var tab in tabs)
        {
            await tab.DisposeAsync();
        }
    }

    [Fact]
    public async Task Thirty_sessions_a_minute_and_address()
    {
        await using var host = ChatHost.Start(time: time, settings: new Dictionary<string, string> { ["Limits:WidgetSessionPerMinute"] = "30" });
        for (var i = 0; i < 30; i++)
        {
            Assert.Null((await host.AskAsync(new { inboxKey = "demo" })).Code);
        }

        var (code, body) = await host.AskAsync(new { inboxKey = "demo" });

        Assert.Equal(("rate_limited", 2), (code, body.GetProperty("retryAfterSeconds").GetInt32()));
        time.Advance(TimeSpan.FromSeconds(2));
        Assert.Null((await host.AskAsync(new { inboxKey = "demo" })).Code);
    }

    [Theory]
    [InlineData("Limits:VisitorMessagesPer10Seconds", "0")]
    [InlineData("Limits:TypingPerSecond", "many")]
    [InlineData("Limits:VisitorConversationsPerHour", "-1")]
    public void A_limit_that_is_no_number_above_zero_stops_the_start(string setting, string value) =>
        Assert.NotNull(Platform.Cli.Settings.All.Single(s => s.Key == setting).Complaint!(value));

    // The server hears of a closed connection a moment after the client.
    private static async Task<VisitorClient> ComesInAsync(ChatHost host, string token)
    {
        for (var attempt = 0; ; attempt++)
        {
            var visitor = await host.VisitorAsync(token);
            try
            {
                await visitor.ResumeAsync(0, Guid.NewGuid()).RefusalAsync();
                return visitor;
            }
            catch (Exception exception) when (attempt < 50 && exception is not HubException)
            {
                await visitor.DisposeAsync();
            }
        }
    }

    private static Task<Empty> TypeAsync(VisitorClient visitor, string preview) => visitor.CallAsync<Empty>("Typing", new { conversationId = visitor.ConversationId, preview });

    private static async Task<int> WaitAsync(Task call)
    {
        var refused = await Assert.ThrowsAsync<HubException>(() => call);
        Assert.Equal("rate_limited", Refused.CodeOf(refused));
        return int.Parse(string.Concat(Refused.TextOf(refused).Where(char.IsAsciiDigit)), CultureInfo.InvariantCulture);
    }
}
