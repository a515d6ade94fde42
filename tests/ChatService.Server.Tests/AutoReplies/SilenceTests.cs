using ChatService.Domain.AutoReplies;
using ChatService.Domain.Conversations;
using ChatService.Server.Features.AutoReplies;
using ChatService.Server.Features.Conversations;
using ChatService.Server.Platform.Timers;
using ChatService.Server.Tests.Desk;
using Microsoft.EntityFrameworkCore;

namespace ChatService.Server.Tests.AutoReplies;

public sealed class SilenceTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task Waiting_is_answered_at_15_and_at_30_seconds_and_never_again()
    {
        await using var desk = await DeskHost.StartAsync();
        await desk.SeedAsync();
        await desk.SwitchOnAsync(Rules.StillSearching);
        var conversation = await desk.StartsAsync(DeskHost.Visitor(await desk.InboxAsync()), "Hello");
        var said = new List<int>();

        foreach (var step in new[] { 14, 1, 14, 1, 3600 })
        {
            await desk.PassesAsync(step * Second);
            said.Add((await desk.BotSaidAsync(conversation)).Count);
        }

        Assert.Equal([1, 2, 2, 3, 3], said);
        var texts = await desk.BotSaidAsync(conversation);
        Assert.Contains("Your place in line: 1.", texts[1], StringComparison.Ordinal);
        Assert.StartsWith("Sorry to keep you waiting", texts[2], StringComparison.Ordinal);
        Assert.Equal(1, await desk.ReadAsync(db => db.Set<MessageRow>().CountAsync(m => m.ConversationId == conversation && m.EventType == "callback_offered")));
    }

    [Fact]
    public async Task The_place_told_is_the_place_in_the_queue_with_its_priorities()
    {
        await using var desk = await DeskHost.StartAsync();
        await desk.SeedAsync();
        await desk.SwitchOnAsync(Rules.StillSearching);
        var inbox = await desk.InboxAsync();
        var low = await desk.StartsAsync(DeskHost.Visitor(inbox), "First");
        await desk.ChangeAsync(low, unit => unit.ChangePriority(Domain.Priority.P3, Actor.System));
        await desk.PassesAsync(Second);
        await desk.StartsAsync(DeskHost.Visitor(inbox), "Second");
        await desk.PassesAsync(Second);
        var third = await desk.StartsAsync(DeskHost.Visitor(inbox), "Third");

        await desk.PassesAsync(15 * Second);

        Assert.Contains("Your place in line: 2.", (await desk.BotSaidAsync(third))[1], StringComparison.Ordinal);
        Assert.Contains("Your place in line: 3.", (await desk.BotSaidAsync(low))[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_was_taken_is_not_told_that_nobody_came()
    {
        await using var desk = await DeskHost.StartAsync();
        await desk.SeedAsync();
        await desk.SwitchOnAsync(Rules.StillSearching);
        var (inbox, agent) = (await desk.InboxAsync(), await desk.AgentAsync());
        var conversation = await desk.StartsAsync(DeskHost.Visitor(inbox), "Hello");
        await desk.PassesAsync(20 * Second);

        await desk.TakesAsync(agent, conversation);
        await desk.PassesAsync(3600 * Second);

        Assert.Equal(2, (await desk.BotSaidAsync(conversation)).Count);
        Assert.Equal(0, await desk.ReadAsync(db => db.Set<DurableTimer>().CountAsync(t => t.State == TimerState.Armed)));
    }

    [Fact]
    public async Task A_silent_customer_is_asked_once_after_the_last_answer_not_after_the_first()
    {
        await using var desk = await DeskHost.StartAsync();
        await desk.SeedAsync();
        var (inbox, agent) = (await desk.InboxAsync(), await desk.AgentAsync());
        var visitor = DeskHost.Visitor(inbox);
        var conversation = await desk.StartsAsync(visitor, "Hello");
        await desk.TakesAsync(agent, conversation);
        await desk.AnswersAsync(agent, conversation, "Good morning");
        await desk.PassesAsync(500 * Second);
        await desk.WritesAsync(visitor, conversation, "One moment");
        await desk.AnswersAsync(agent, conversation, "Sure");

        await desk.PassesAsync(599 * Second);
        Assert.Single(await desk.BotSaidAsync(conversation));
        await desk.PassesAsync(1 * Second);
        Assert.StartsWith("Are you still with us?", (await desk.BotSaidAsync(conversation))[^1], StringComparison.Ordinal);
        await desk.PassesAsync(7200 * Second);
        Assert.Equal(2, (await desk.BotSaidAsync(conversation)).Count);
    }

    [Fact]
    public async Task A_chat_that_goes_back_and_forth_arms_no_timer_with_each_message()
    {
        await using var desk = await DeskHost.StartAsync();
        await desk.RuleAsync(Rules.After(AutoReplyTriggerKind.CustomerSilentFor, 600, Rules.Say("Still there?")));
        var (visitor, agent) = (DeskHost.Visitor(await desk.InboxAsync()), await desk.AgentAsync());
        var conversation = await desk.StartsAsync(visitor, "Hello");
        await desk.TakesAsync(agent, conversation);

        for (var i = 0; i < 20; i++)
        {
            await desk.AnswersAsync(agent, conversation, "Yes");
            await desk.PassesAsync(10 * Second);
            await desk.WritesAsync(visitor, conversation, "And?");
        }

        Assert.Equal(1, await desk.ReadAsync(db => db.Set<DurableTimer>().CountAsync()));
    }

    [Fact]
    public async Task A_silent_agent_is_apologised_for_in_each_silence_and_the_clock_starts_at_the_customers_word()
    {
        await using var desk = await DeskHost.StartAsync();
        await desk.RuleAsync(Rules.After(AutoReplyTriggerKind.AgentSilentFor, 60, Rules.Say("One moment, please")) with { OncePerConversation = false });
        var (visitor, agent) = (DeskHost.Visitor(await desk.InboxAsync()), await desk.AgentAsync());
        var conversation = await desk.StartsAsync(visitor, "Hello");
        await desk.TakesAsync(agent, conversation);

        await desk.PassesAsync(300 * Second);
        Assert.Single(await desk.BotSaidAsync(conversation));
        await desk.AnswersAsync(agent, conversation, "Here I am");
        await desk.PassesAsync(300 * Second);
        Assert.Single(await desk.BotSaidAsync(conversation));
        await desk.WritesAsync(visitor, conversation, "Thanks, and?");
        await desk.PassesAsync(59 * Second);
        Assert.Single(await desk.BotSaidAsync(conversation));
        await desk.PassesAsync(1 * Second);
        Assert.Equal(2, (await desk.BotSaidAsync(conversation)).Count);
    }

    [Fact]
    public async Task A_rule_may_close_what_has_gone_silent_without_thanks_or_wrap_up()
    {
        await using var desk = await DeskHost.StartAsync();
        await desk.SeedAsync();
        await desk.RuleAsync(Rules.After(AutoReplyTriggerKind.CustomerSilentFor, 60, Rules.Say("We close this for now."), new CloseAction()));
        var (inbox, agent) = (await desk.InboxAsync(with: i => i.WrapUpSeconds = 30), await desk.AgentAsync());
        var conversation = await desk.StartsAsync(DeskHost.Visitor(inbox), "Hello");
        await desk.TakesAsync(agent, conversation);
        await desk.AnswersAsync(agent, conversation, "Which size?");

        await desk.PassesAsync(60 * Second);

        Assert.Equal(ConversationState.Closed, (await desk.ConversationAsync(conversation)).State);
        Assert.Equal("We close this for now.", (await desk.BotSaidAsync(conversation))[^1]);
    }

    [Fact]
    public async Task A_rule_that_was_switched_off_while_its_timer_ran_says_nothing()
    {
        await using var desk = await DeskHost.StartAsync();
        await desk.SeedAsync();
        await desk.SwitchOnAsync(Rules.StillSearching);
        var admin = await desk.AgentAsync("Ada", Server.Features.Agents.AgentRole.Admin);
        var conversation = await desk.StartsAsync(DeskHost.Visitor(await desk.InboxAsync()), "Hello");
        var rule = DefaultAutoReplies.Create().Single(r => r.Trigger is { Kind: AutoReplyTriggerKind.WaitingFor, Seconds: 15 });

        Assert.Equal(200, (await desk.PutAsync(admin, $"/api/auto-replies/{rule.Id}", AutoReplyWire.Write(rule) with { Enabled = false, Version = 2 })).Status);
        await desk.PassesAsync(20 * Second);

        Assert.Single(await desk.BotSaidAsync(conversation));
    }

    [Fact]
    public async Task A_timer_armed_before_a_restart_fires_once_after_it()
    {
        var before = await DeskHost.StartAsync();
        await before.SeedAsync();
        await before.SwitchOnAsync(Rules.StillSearching);
        var conversation = await before.StartsAsync(DeskHost.Visitor(await before.InboxAsync()), "Hello");
        var restartedAt = before.Time.GetUtcNow().AddSeconds(16);
        var directory = await before.StopAsync();

        await using var after = await DeskHost.StartAsync(directory, restartedAt);
        await after.Committed.NextAsync<AutoReplyFired>(fired => fired.ConversationId == conversation);
        await after.PassesAsync(5 * Second);

        var said = await after.BotSaidAsync(conversation);
        Assert.Equal(2, said.Count);
        Assert.StartsWith("Still finding", said[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_firing_that_was_not_committed_is_done_again_and_then_once()
    {
        await using var desk = await DeskHost.StartAsync();
        await desk.SeedAsync();
        await desk.SwitchOnAsync(Rules.StillSearching);
        var conversation = await desk.StartsAsync(DeskHost.Visitor(await desk.InboxAsync()), "Hello");
        desk.Faults.FailOnceOn = happened => happened is AutoReplyFired;

        // Whoever fires it first, the worker or the test, meets the fault; the row is still armed for the next.
        try
        {
            await desk.PassesAsync(15 * Second);
        }
        catch (InvalidOperationException)
        {
            Assert.Null(desk.Faults.FailOnceOn);
        }

        await desk.PassesAsync(2 * Second);
        Assert.Equal(2, (await desk.BotSaidAsync(conversation)).Count);
    }

    [Fact]
    public async Task A_breach_does_not_double_the_apology_whichever_comes_first()
    {
        await using var desk = await DeskHost.StartAsync();
        await desk.SeedAsync();
        var inbox = await desk.InboxAsync();
        var (breachFirst, ruleFirst) = (await desk.StartsAsync(DeskHost.Visitor(inbox), "Hello"), await desk.StartsAsync(DeskHost.Visitor(inbox), "Hello"));
        await desk.PassesAsync(29 * Second);
        await BreachesAsync(desk, breachFirst);
        await desk.PassesAsync(1 * Second);
        await BreachesAsync(desk, ruleFirst);
        await desk.PassesAsync(300 * Second);
        await BreachesAsync(desk, ruleFirst);

        foreach (var conversation in new[] { breachFirst, ruleFirst })
        {
            Assert.Single(await desk.BotSaidAsync(conversation), text => text.StartsWith("Sorry", StringComparison.Ordinal));
            Assert.Equal(1, await OffersAsync(desk, conversation));
        }
    }

    [Fact]
    public async Task Where_no_rule_speaks_a_breach_is_apologised_for_once_and_offers_a_call_back()
    {
        await using var desk = await DeskHost.StartAsync();
        var conversation = await desk.StartsAsync(DeskHost.Visitor(await desk.InboxAsync(), "zh-CN"), "你好");
        await desk.PassesAsync(30 * Second);

        await BreachesAsync(desk, conversation);
        await desk.PassesAsync(60 * Second);
        await BreachesAsync(desk, conversation);

        Assert.StartsWith("抱歉让您久等了", Assert.Single(await desk.BotSaidAsync(conversation)), StringComparison.Ordinal);
        Assert.Equal(1, await OffersAsync(desk, conversation));
    }

    [Theory]
    [InlineData("en", "Sorry to keep you waiting. Ann has your message and will answer here.")]
    [InlineData("zh-CN", "抱歉让您久等了。Ann已收到您的消息，会尽快在这里回复您。")]
    public async Task A_customer_who_has_an_agent_reads_nothing_about_a_place_in_the_queue(string locale, string words)
    {
        await using var desk = await DeskHost.StartAsync();
        var conversation = await desk.StartsAsync(DeskHost.Visitor(await desk.InboxAsync(), locale), "Hello");
        await desk.TakesAsync(await desk.AgentAsync("Ann"), conversation);
        await desk.PassesAsync(30 * Second);

        await BreachesAsync(desk, conversation);
        await BreachesAsync(desk, conversation);

        Assert.Equal(words, Assert.Single(await desk.BotSaidAsync(conversation)));
    }

    private static Task BreachesAsync(DeskHost desk, Guid conversation) => desk.ChangeAsync(conversation, unit =>
    {
        unit.Raise(new AutoReplyRequested(Actor.System, "apology"));
        unit.Raise(new AutoReplyRequested(Actor.System, "offer_callback"));
    });

    private static Task<int> OffersAsync(DeskHost desk, Guid conversation) =>
        desk.ReadAsync(db => db.Set<MessageRow>().CountAsync(m => m.ConversationId == conversation && m.EventType == RuleActions.CallbackOfferedLine));
}
