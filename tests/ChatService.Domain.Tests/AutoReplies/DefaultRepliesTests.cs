using System.Text.RegularExpressions;
using ChatService.Domain.AutoReplies;

namespace ChatService.Domain.Tests.AutoReplies;

public sealed class DefaultRepliesTests
{
    private static readonly IReadOnlyList<AutoReplyRule> Rules = DefaultAutoReplies.Create();
    private static readonly AutoReplyRuleSet Set = Shop.Set([.. Rules]);
    private static readonly AutoReplyFacts ClosedShop = Shop.Waiting with
    {
        WithinBusinessHours = false,
        Values = new TemplateValues { NextOpening = new DateTimeOffset(2025, 11, 25, 9, 0, 0, TimeSpan.Zero) },
    };

    private static IEnumerable<ReplyTemplate> Templates => Rules
        .SelectMany(rule => rule.Actions).OfType<ReplyAction>().Select(reply => reply.Template)
        .Concat(DefaultCannedReplies.Create().Select(reply => reply.Template));

    [Fact]
    public void The_defaults_are_valid_unique_and_the_same_each_time()
    {
        var canned = DefaultCannedReplies.Create();

        Assert.All(Rules, rule => Assert.Empty(rule.Validate()));
        Assert.All(canned, reply => Assert.Empty(reply.Validate()));
        Assert.Distinct(Rules.Select(rule => rule.Id).Concat(canned.Select(reply => reply.Id)));
        Assert.Distinct(Rules.Select(rule => rule.Order));
        Assert.Distinct(canned.Select(reply => reply.Shortcut));
        Assert.Equal(Rules.Select(rule => rule.Id), DefaultAutoReplies.Create().Select(rule => rule.Id));
    }

    [Fact]
    public void Every_text_is_there_in_both_languages_and_nothing_shouts() => Assert.All(Templates, template =>
    {
        Assert.Equal(["en", "zh-CN"], template.Texts.Keys);
        Assert.DoesNotMatch(new Regex(@"\p{IsCJKUnifiedIdeographs}"), template.Texts["en"]);
        Assert.DoesNotMatch(new Regex("[,;:?!]"), template.Texts["zh-CN"]);
        Assert.All(template.Texts.Values, text => Assert.DoesNotMatch(new Regex(@"[!\uFF01]"), text));
    });

    [Fact]
    public void Nothing_reads_broken_when_no_value_is_known() => Assert.All(Templates, template =>
    {
        foreach (var language in template.Texts.Keys)
        {
            Assert.DoesNotMatch(new Regex(@"[{}|]|  | [.,;:?]|[,:\uFF0C\uFF1A]\s*[.,\u3002\uFF0C]"), template.Render(new TemplateValues(), language, null, Shop.Start)!.Text);
        }
    });

    [Theory]
    [InlineData("Hello, I have a question", "Welcome")]
    [InlineData("你好", "Welcome")]
    [InlineData("Where is my order?", "Order status")]
    [InlineData("我的订单到哪了", "Order status")]
    [InlineData("物流怎么不动了", "Order status")]
    [InlineData("I'd like a REFUND for my order", "Refund or return")]
    [InlineData("这个可以退货吗", "Refund or return")]
    [InlineData("转人工", "Asks for a human")]
    [InlineData("我要退款,帮我转人工", "Asks for a human")]
    [InlineData("let me talk to a person", "Asks for a human")]
    [InlineData("what are your opening hours", "Opening hours")]
    [InlineData("你们营业时间是几点", "Opening hours")]
    [InlineData("I will return later in short order", "Welcome")]
    [InlineData("Where is my order 12345?", "Order status, order number given")]
    [InlineData("Can you track #1042", "Order status, order number given")]
    [InlineData("订单AB-20931到哪了", "Order status, order number given")]
    [InlineData("I want a refund for AB-20931", "Refund or return, order number given")]
    [InlineData("Where are my 2 parcels? It is my order of 2025.", "Order status")]
    public void A_first_message_gets_one_fitting_answer(string text, string rule)
    {
        var firing = Assert.Single(AutoReplyEngine.Evaluate(Set, Shop.Waiting, TriggerFact.Started(FactAuthor.Customer, text), Shop.Start));

        Assert.Equal(rule, firing.RuleName);
    }

    [Fact]
    public void A_customer_who_gave_the_order_number_before_is_not_asked_for_it()
    {
        var orderRules = Rules.Where(rule => rule.Name.StartsWith("Order status", StringComparison.Ordinal)).Select(rule => rule.Id);
        var facts = Shop.Waiting with { SaidFor = orderRules.ToHashSet() };

        var firing = Assert.Single(AutoReplyEngine.Evaluate(Set, facts, TriggerFact.Message(FactAuthor.Customer, "Where is my parcel?"), Shop.Start));

        Assert.Equal("Order status, order number given", firing.RuleName);
        Assert.All(firing.Actions, action => Assert.DoesNotContain("number", action.Reply?.Text ?? string.Empty, StringComparison.Ordinal));
    }

    [Fact]
    public void The_closing_thanks_leaves_how_to_go_on_to_the_card_under_it()
    {
        var thanks = Rules.Single(rule => rule.Name == "Closing thanks").Actions.OfType<ReplyAction>().Single().Template.Texts;

        Assert.DoesNotContain("write", thanks["en"], StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("留言", thanks["zh-CN"], StringComparison.Ordinal);
    }

    [Fact]
    public void Asking_for_a_human_hands_over_before_anything_is_said()
    {
        var firing = Assert.Single(AutoReplyEngine.Evaluate(Set, Shop.Waiting with { Phase = ServicePhase.Bot }, TriggerFact.Message(FactAuthor.Customer, "人工"), Shop.Start));

        Assert.IsType<HandToHumanAction>(firing.Actions[0].Action);
        Assert.NotNull(firing.Actions[1].Reply);
    }

    [Fact]
    public void Outside_hours_the_customer_hears_once_when_we_open()
    {
        var first = AutoReplyEngine.Evaluate(Set, ClosedShop, TriggerFact.Started(FactAuthor.Customer, "refund"), Shop.Start);
        Assert.Contains("tomorrow at 09:00", Assert.Single(first.Texts()), StringComparison.Ordinal);

        var next = ClosedShop with { Language = "zh-CN", PastFirings = [new PastFiring(first[0].RuleId, Shop.Start, 1)] };
        Assert.Empty(AutoReplyEngine.Evaluate(Set, next, TriggerFact.Message(FactAuthor.Customer, "在吗"), Shop.At(20)));
        Assert.Contains("明天 09:00", Assert.Single(AutoReplyEngine.Evaluate(Set, next, TriggerFact.Message(FactAuthor.Customer, "人工"), Shop.At(40)).Texts()), StringComparison.Ordinal);
    }

    [Fact]
    public void A_waiting_customer_hears_two_automatic_messages_in_30_seconds_and_is_offered_a_call_back_with_the_second()
    {
        var welcome = AutoReplyEngine.Evaluate(Set, Shop.Waiting, TriggerFact.Started(FactAuthor.Customer, "Hello"), Shop.Start);
        var timers = AutoReplyEngine.TimersFor(Set, Shop.Waiting, Shop.Start);
        Assert.Equal([Shop.At(30)], timers.Select(timer => timer.DueAt));

        var apology = Assert.Single(AutoReplyEngine.Evaluate(Set, Shop.Waiting, TriggerFact.TimerDue(timers[0].RuleId), Shop.At(30)));

        Assert.Contains(apology.Actions, action => action.Action is OfferCallbackAction);
        Assert.Equal(2, welcome.Append(apology).Sum(firing => firing.Messages));
    }

    [Fact]
    public void The_rule_that_tells_the_place_in_line_is_off_and_works_when_it_is_switched_on()
    {
        Assert.Equal(["Still searching", "Apology, with an agent"], Rules.Where(one => !one.Enabled).Select(one => one.Name));
        var rule = Rules.Single(one => one.Name == "Still searching");
        var facts = Shop.Waiting with { Values = new TemplateValues { QueuePosition = 3 } };

        var searching = AutoReplyEngine.Evaluate(Shop.Set(rule with { Enabled = true }), facts, TriggerFact.TimerDue(rule.Id), Shop.At(15));

        Assert.Contains("Your place in line: 3.", Assert.Single(searching.Texts()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Hello, I have a question", "Nobody at the desk")]
    [InlineData("转人工", "Asks for a human, nobody at the desk")]
    public void With_nobody_at_the_desk_the_customer_is_told_so_and_offered_a_call_back(string text, string rule)
    {
        var empty = Shop.Waiting with { DeskIsStaffed = false };

        var firing = Assert.Single(AutoReplyEngine.Evaluate(Set, empty, TriggerFact.Started(FactAuthor.Customer, text), Shop.Start));

        Assert.Equal(rule, firing.RuleName);
        Assert.Contains(firing.Actions, action => action.Action is OfferCallbackAction);
        foreach (var timer in AutoReplyEngine.TimersFor(Set, empty, Shop.Start))
        {
            Assert.Empty(AutoReplyEngine.Evaluate(Set, empty, TriggerFact.TimerDue(timer.RuleId), timer.DueAt));
        }
    }

    [Fact]
    public void Defaults_for_one_inbox_stay_in_it()
    {
        var set = Shop.Set([.. DefaultAutoReplies.Create(Shop.Inbox)]);
        var hello = TriggerFact.Started(FactAuthor.Customer, "Hello");

        Assert.Single(AutoReplyEngine.Evaluate(set, Shop.Waiting, hello, Shop.Start));
        Assert.Empty(AutoReplyEngine.Evaluate(set, Shop.Waiting with { InboxId = Shop.Id(9) }, hello, Shop.Start));
    }

    [Theory]
    [InlineData("hi")]
    [InlineData("/")]
    [InlineData("/Hi")]
    [InlineData("/h i")]
    [InlineData("/abcdefghijklmnopqrstuvwxyz-0123456789")]
    public void A_shortcut_that_cannot_be_typed_is_a_complaint(string shortcut) =>
        Assert.Equal("shortcut", Assert.Single((DefaultCannedReplies.Create()[0] with { Shortcut = shortcut }).Validate()).Field);

    [Fact]
    public void A_canned_reply_shows_its_title_in_the_agents_language()
    {
        var greeting = DefaultCannedReplies.Create()[0];

        Assert.Equal(("问候", "Greeting", "Greeting"), (greeting.TitleFor("zh"), greeting.TitleFor("en-GB"), greeting.TitleFor(null)));
        Assert.Empty((greeting with { Shortcut = "/你好" }).Validate());
        Assert.Equal("titles", Assert.Single((greeting with { Titles = new Dictionary<string, string> { ["en"] = " " } }).Validate()).Field);
    }
}
