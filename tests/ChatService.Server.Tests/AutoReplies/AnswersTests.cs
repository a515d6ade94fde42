using ChatService.Domain;
using ChatService.Domain.AutoReplies;
using ChatService.Domain.Conversations;
using ChatService.Server.Features.AutoReplies;
using ChatService.Server.Features.Conversations;
using ChatService.Server.Platform.Timers;
using ChatService.Server.Tests.Desk;
using Microsoft.EntityFrameworkCore;

namespace ChatService.Server.Tests.AutoReplies;

public sealed class AnswersTests
{
    [Fact]
    public async Task A_first_message_is_welcomed_once_in_the_customers_language()
    {
        await using var desk = await DeskHost.StartAsync();
        await desk.SeedAsync();
        var inbox = await desk.InboxAsync();
        var (english, chinese) = (DeskHost.Visitor(inbox), DeskHost.Visitor(inbox, "zh-CN"));

        var first = await desk.StartsAsync(english, "Good morning", "Ann");
        await desk.WritesAsync(english, first, "Anybody here?");
        var second = await desk.StartsAsync(chinese, "早上好");

        var said = Assert.Single(await desk.BotSaidAsync(first));
        Assert.StartsWith("Hi Ann, thanks for writing to Tea shop.", said, StringComparison.Ordinal);
        Assert.StartsWith("您好，欢迎咨询Tea shop", Assert.Single(await desk.BotSaidAsync(second)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("en", "I want my money back", "We can help with a refund or return.")]
    [InlineData("zh-CN", "你好我要退款谢谢", "退款退货可以在这里办理。")]
    public async Task A_keyword_is_answered_and_tagged_in_both_languages(string locale, string text, string answer)
    {
        await using var desk = await DeskHost.StartAsync();
        await desk.SeedAsync();
        var visitor = DeskHost.Visitor(await desk.InboxAsync(), locale);

        var conversation = await desk.StartsAsync(visitor, text);

        Assert.StartsWith(answer, Assert.Single(await desk.BotSaidAsync(conversation)), StringComparison.Ordinal);
        Assert.Equal(["refund"], (await desk.ConversationAsync(conversation)).Tags);
    }

    [Fact]
    public async Task A_customer_who_gave_the_order_number_is_not_asked_for_it()
    {
        await using var desk = await DeskHost.StartAsync();
        await desk.SeedAsync();
        var inbox = await desk.InboxAsync();
        var (before, now, never) = (DeskHost.Visitor(inbox), DeskHost.Visitor(inbox), DeskHost.Visitor(inbox));

        var first = await desk.StartsAsync(before, "It is about 4711008, please");
        await desk.WritesAsync(before, first, "Where is my parcel?");
        var second = await desk.StartsAsync(now, "Where is my order #4711?");
        var third = await desk.StartsAsync(never, "Where is my order?");

        Assert.StartsWith("Thank you. A colleague will look up your order", (await desk.BotSaidAsync(first))[^1], StringComparison.Ordinal);
        Assert.StartsWith("Thank you. A colleague will look up your order", Assert.Single(await desk.BotSaidAsync(second)), StringComparison.Ordinal);
        Assert.Contains("Send your order number", Assert.Single(await desk.BotSaidAsync(third)), StringComparison.Ordinal);
        Assert.Equal(["order"], (await desk.ConversationAsync(second)).Tags);
    }

    [Fact]
    public async Task Outside_hours_the_next_opening_is_told_in_the_desks_own_time()
    {
        await using var desk = await DeskHost.StartAsync();
        await desk.SeedAsync();
        desk.Hours.OpensAt = new DateTimeOffset(2026, 11, 18, 9, 30, 0, TimeSpan.FromHours(8));

        var conversation = await desk.StartsAsync(DeskHost.Visitor(await desk.InboxAsync()), "Hello");

        Assert.Contains("back tomorrow at 09:30", Assert.Single(await desk.BotSaidAsync(conversation)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_closed_conversation_is_thanked_for_once_and_spam_is_not()
    {
        await using var desk = await DeskHost.StartAsync();
        await desk.SeedAsync();
        var (inbox, agent) = (await desk.InboxAsync(), await desk.AgentAsync());
        var (served, spam) = (await desk.StartsAsync(DeskHost.Visitor(inbox), "Hello"), await desk.StartsAsync(DeskHost.Visitor(inbox), "Buy now"));
        await desk.TakesAsync(agent, served);
        await desk.TakesAsync(agent, spam);

        await desk.ClosesAsync(agent, served);
        await desk.ClosesAsync(agent, spam, "spam");

        Assert.Single(await desk.BotSaidAsync(served), text => text.StartsWith("Thank you for talking with us", StringComparison.Ordinal));
        Assert.DoesNotContain(await desk.BotSaidAsync(spam), text => text.StartsWith("Thank you", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_bots_message_sets_off_nothing_and_a_machine_that_answers_each_answer_is_left_alone()
    {
        await using var desk = await DeskHost.StartAsync();
        var inbox = await desk.InboxAsync();
        await desk.RuleAsync(Rules.Keyword("ping", "ping yourself") with { OncePerConversation = false, CoolDownSeconds = 5 });
        var visitor = DeskHost.Visitor(inbox);
        var conversation = await desk.StartsAsync(visitor, "ping");
        await desk.ChangeAsync(conversation, unit => unit.Append(MessageDraft.FromBot("ping")));
        Assert.Equal(["ping yourself", "ping"], await desk.BotSaidAsync(conversation));

        for (var i = 0; i < 30; i++)
        {
            await desk.PassesAsync(TimeSpan.FromSeconds(5));
            await desk.WritesAsync(visitor, conversation, "ping");
        }

        // Ten in ten minutes, whoever writes in between.
        Assert.Equal(10, (await desk.BotSaidAsync(conversation)).Count(text => text == "ping yourself"));
    }

    [Fact]
    public async Task An_automatic_answer_is_never_a_response()
    {
        await using var desk = await DeskHost.StartAsync();
        await desk.SeedAsync();

        var conversation = await desk.ConversationAsync(await desk.StartsAsync(DeskHost.Visitor(await desk.InboxAsync()), "Hello"));

        Assert.Null(conversation.FirstResponseAt);
        Assert.Equal(conversation.CreatedAt, conversation.AwaitingSince);
    }

    [Fact]
    public async Task Actions_set_priority_tag_and_team_and_the_record_says_which_version_did()
    {
        await using var desk = await DeskHost.StartAsync();
        var (inbox, team) = (await desk.InboxAsync(), await desk.TeamAsync());
        var rule = Rules.Keyword("broken", "Sorry!") with
        {
            Actions = [new SetPriorityAction(Priority.P1), new AddTagAction("urgent"), new AssignTeamAction(team.Id), Rules.Say("Sorry!")],
        };
        await desk.RuleAsync(rule);

        var id = await desk.StartsAsync(DeskHost.Visitor(inbox), "It is broken");

        var conversation = await desk.ConversationAsync(id);
        Assert.Equal((Priority.P1, team.Id, ConversationState.Queued), (conversation.Priority, conversation.TeamId, conversation.State));
        Assert.Equal(["urgent"], conversation.Tags);
        var firing = Assert.Single(await desk.ReadAsync(db => db.Set<RuleFiring>().ToListAsync()));
        Assert.Equal((id, rule.Id, 1, 1, conversation.CreatedAt), (firing.ConversationId, firing.RuleId, firing.RuleVersion, firing.Messages, firing.At));
        Assert.Equal(1, await desk.ReadAsync(db => db.Set<LoggedEvent>().CountAsync(e => e.ConversationId == id && e.Type == "auto_reply_fired")));
    }

    [Fact]
    public async Task A_rule_for_a_level_fires_only_for_contacts_of_that_level()
    {
        await using var desk = await DeskHost.StartAsync();
        var inbox = await desk.InboxAsync();
        await desk.RuleAsync(Rules.Keyword("hello", "Welcome back") with { Conditions = new() { CustomerLevels = ["gold"] } });
        var (gold, other) = (DeskHost.Visitor(inbox), DeskHost.Visitor(inbox));
        var (goldConversation, otherConversation) = (await desk.StartsAsync(gold, "Good day"), await desk.StartsAsync(other, "Good day"));
        await desk.WriteAsync(scope => scope.Db.Set<Server.Features.Contacts.Contact>().Where(c => c.Id == gold.ContactId)
            .ExecuteUpdateAsync(set => set.SetProperty(c => c.Level, "Gold")));

        await desk.WritesAsync(gold, goldConversation, "hello");
        await desk.WritesAsync(other, otherConversation, "hello");

        Assert.Equal(["Welcome back"], await desk.BotSaidAsync(goldConversation));
        Assert.Empty(await desk.BotSaidAsync(otherConversation));
    }

    [Fact]
    public async Task A_changed_rule_answers_in_its_new_version_and_the_old_version_is_kept()
    {
        await using var desk = await DeskHost.StartAsync();
        var (inbox, admin) = (await desk.InboxAsync(), await desk.AgentAsync("Ada", Server.Features.Agents.AgentRole.Admin));
        var rule = Rules.Keyword("price", "Ten euros");
        await desk.RuleAsync(rule);
        var before = await desk.StartsAsync(DeskHost.Visitor(inbox), "price?");

        var body = AutoReplyWire.Write(rule) with { Actions = [new("reply", new Dictionary<string, string?> { ["en"] = "Twelve euros" })] };
        Assert.Equal(200, (await desk.PutAsync(admin, $"/api/auto-replies/{rule.Id}", body)).Status);
        var after = await desk.StartsAsync(DeskHost.Visitor(inbox), "price?");

        Assert.Equal(["Ten euros"], await desk.BotSaidAsync(before));
        Assert.Equal(["Twelve euros"], await desk.BotSaidAsync(after));
        var firings = (await desk.GetAsync(admin, $"/api/auto-replies/{rule.Id}/firings")).Items.ToDictionary(f => f.GetProperty("conversationId").GetGuid(), f => f.GetProperty("ruleVersion").GetInt32());
        Assert.Equal((1, 2), (firings[before], firings[after]));
        var old = await desk.ReadAsync(db => db.Set<AutoReplyRuleVersion>().SingleAsync(v => v.RuleId == rule.Id && v.Version == 1));
        Assert.Equal("Ten euros", Assert.IsType<ReplyAction>(Assert.Single(old.Rule.Actions)).Template.Texts["en"]);
    }

    [Fact]
    public async Task A_reply_and_its_cause_are_committed_together_or_not_at_all()
    {
        await using var desk = await DeskHost.StartAsync();
        await desk.SeedAsync();
        var visitor = DeskHost.Visitor(await desk.InboxAsync());
        desk.Faults.FailOnceOn = happened => happened is AutoReplyFired;

        await Assert.ThrowsAsync<InvalidOperationException>(() => desk.StartsAsync(visitor, "Hello"));
        Assert.Equal((0, 0, 0), await CountsAsync(desk));

        await desk.StartsAsync(visitor, "Hello");
        Assert.Equal((2, 1, 1), await CountsAsync(desk));
    }

    private static Task<(int Messages, int Firings, int Timers)> CountsAsync(DeskHost desk) => desk.ReadAsync(async db => (
        await db.Set<MessageRow>().CountAsync(m => m.Kind == MessageKind.Text), await db.Set<RuleFiring>().CountAsync(), await db.Set<DurableTimer>().CountAsync()));
}
