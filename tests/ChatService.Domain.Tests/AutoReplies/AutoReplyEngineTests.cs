using ChatService.Domain.AutoReplies;
using static ChatService.Domain.AutoReplies.AutoReplyTriggerKind;

namespace ChatService.Domain.Tests.AutoReplies;

public sealed class AutoReplyEngineTests
{
    private static readonly TriggerFact Start = TriggerFact.Started(FactAuthor.Customer, "Hello");

    [Fact]
    public void A_firing_names_rule_version_and_rendered_text()
    {
        var rule = Shop.Rule(1, ConversationStarted, says: "Hi {{contact.name|there}}") with
        {
            Version = 7,
            Actions = [new AddTagAction("new"), new ReplyAction(Shop.Says("Hi {{contact.name|there}}") with { Version = 3 })],
        };

        var firing = Assert.Single(AutoReplyEngine.Evaluate(Shop.Set(rule), Shop.Waiting, Start, Shop.Start));

        Assert.Equal((Shop.Id(1), 7, "Rule 1", 1), (firing.RuleId, firing.RuleVersion, firing.RuleName, firing.Messages));
        Assert.Equal(new FiringAction(new AddTagAction("new")), firing.Actions[0]);
        Assert.Equal(new RenderedText("Hi there", "en", Guid.Empty, 3), firing.Actions[1].Reply);
    }

    [Fact]
    public void Rules_fire_in_order_until_one_stops_the_others()
    {
        var rules = Shop.Set(
            Shop.Rule(4, ConversationStarted, says: "four"),
            Shop.Rule(3, ConversationStarted, says: "three") with { StopsOthers = true },
            Shop.Rule(2, ConversationStarted, says: "two"),
            Shop.Rule(1, ConversationStarted, says: "one") with { Order = 2 });

        Assert.Equal(["one", "two", "three"], AutoReplyEngine.Evaluate(rules, Shop.Waiting, Start, Shop.Start).Texts());
    }

    [Fact]
    public void A_rule_that_may_not_fire_stops_nothing()
    {
        var rules = Shop.Set(Shop.Rule(1, Keyword, says: "one") with { StopsOthers = true }, Shop.Rule(2, Keyword, says: "two"));
        var facts = Shop.Waiting with { PastFirings = [new PastFiring(Shop.Id(1), Shop.Start, 1)] };

        Assert.Equal(["two"], AutoReplyEngine.Evaluate(rules, facts, TriggerFact.Message(FactAuthor.Customer, "refund"), Shop.At(60)).Texts());
    }

    [Fact]
    public void Closing_is_the_last_word()
    {
        var rules = Shop.Set(
            Shop.Rule(1, ConversationStarted) with { Actions = [new ReplyAction(Shop.Says("bye")), new CloseAction()] },
            Shop.Rule(2, ConversationStarted, says: "still there?"));

        Assert.Equal(["bye"], AutoReplyEngine.Evaluate(rules, Shop.Waiting, Start, Shop.Start).Texts());
    }

    [Theory]
    [InlineData(ConversationStarted)]
    [InlineData(Keyword)]
    [InlineData(OutsideHours)]
    [InlineData(Closed)]
    public void What_a_machine_says_or_does_sets_off_nothing(AutoReplyTriggerKind kind)
    {
        var rules = Shop.Set(Shop.Rule(1, kind));
        var facts = Shop.Waiting with { WithinBusinessHours = false };

        foreach (var machine in new[] { FactAuthor.Bot, FactAuthor.System })
        {
            Assert.Empty(AutoReplyEngine.Evaluate(rules, facts, TriggerFact.Started(machine, "refund"), Shop.Start));
            Assert.Empty(AutoReplyEngine.Evaluate(rules, facts, TriggerFact.Message(machine, "refund"), Shop.Start));
            Assert.Empty(AutoReplyEngine.Evaluate(rules, facts, TriggerFact.Closed(machine), Shop.Start));
        }
    }

    [Fact]
    public void Each_trigger_answers_only_its_own_event()
    {
        AutoReplyTriggerKind[] kinds = [ConversationStarted, Keyword, OutsideHours, Closed];
        var rules = Shop.Set([.. kinds.Select((kind, i) => Shop.Rule(i + 1, kind, says: kind.ToString()))]);
        var closedShop = Shop.Waiting with { WithinBusinessHours = false };

        string[] Said(AutoReplyFacts facts, TriggerFact trigger) => AutoReplyEngine.Evaluate(rules, facts, trigger, Shop.Start).Texts();
        Assert.Equal(["ConversationStarted"], Said(Shop.Waiting, Start));
        Assert.Equal(["ConversationStarted", "Keyword"], Said(Shop.Waiting, TriggerFact.Started(FactAuthor.Customer, "refund?")));
        Assert.Equal(["ConversationStarted", "OutsideHours"], Said(closedShop, Start));
        Assert.Equal(["Keyword"], Said(Shop.Waiting, TriggerFact.Message(FactAuthor.Customer, "a refund")));
        Assert.Equal(["OutsideHours"], Said(closedShop, TriggerFact.Message(FactAuthor.Customer, null)));
        Assert.Equal(["Closed"], Said(Shop.Waiting with { Phase = ServicePhase.Closed }, TriggerFact.Closed(FactAuthor.Agent)));
        Assert.Empty(Said(closedShop, TriggerFact.Message(FactAuthor.Agent, "refund")));
        Assert.Empty(Said(closedShop, TriggerFact.Started(FactAuthor.Agent, "refund")));
        Assert.Empty(Said(Shop.Waiting with { Phase = ServicePhase.Closed }, TriggerFact.Message(FactAuthor.Customer, "refund")));
    }

    [Fact]
    public void Keywords_do_not_interrupt_an_agent_unless_the_rule_says_so()
    {
        var rule = Shop.Rule(1, Keyword);
        var refund = TriggerFact.Message(FactAuthor.Customer, "refund");

        Assert.Empty(AutoReplyEngine.Evaluate(Shop.Set(rule), Shop.WithAgent, refund, Shop.Start));
        Assert.Single(AutoReplyEngine.Evaluate(Shop.Set(rule with { Conditions = new() { AlsoWithAgent = true } }), Shop.WithAgent, refund, Shop.Start));
        Assert.Single(AutoReplyEngine.Evaluate(Shop.Set(rule), Shop.WithAgent with { Phase = ServicePhase.Bot }, refund, Shop.Start));
    }

    [Fact]
    public void A_repeatable_rule_waits_for_its_cool_down()
    {
        var rules = Shop.Set(Shop.Rule(1, Keyword) with { OncePerConversation = false, CoolDownSeconds = 60 });
        var facts = Shop.Waiting with { PastFirings = [new PastFiring(Shop.Id(1), Shop.Start, 1)] };
        var refund = TriggerFact.Message(FactAuthor.Customer, "refund");

        Assert.Empty(AutoReplyEngine.Evaluate(rules, facts, refund, Shop.At(59.9)));
        Assert.Single(AutoReplyEngine.Evaluate(rules, facts, refund, Shop.At(60)));
    }

    [Fact]
    public void At_most_five_messages_in_a_row_and_other_actions_still_happen()
    {
        var rules = Shop.Set([.. Enumerable.Range(1, 7).Select(i => Shop.Rule(i, ConversationStarted, says: $"{i}")),
            Shop.Rule(9, ConversationStarted) with { Actions = [new ReplyAction(Shop.Says("nine")), new HandToHumanAction()] }]);

        var firings = AutoReplyEngine.Evaluate(rules, Shop.Waiting, Start, Shop.Start);

        Assert.Equal(["1", "2", "3", "4", "5"], firings.Texts());
        Assert.Equal(6, firings.Count);
        Assert.IsType<HandToHumanAction>(Assert.Single(firings[^1].Actions).Action);
    }

    [Fact]
    public void Timers_count_what_was_said_since_the_last_human_word()
    {
        var rules = Shop.Set(Shop.Rule(1, WaitingFor, 15));
        var due = TriggerFact.TimerDue(Shop.Id(1));

        Assert.Single(AutoReplyEngine.Evaluate(rules, Shop.Waiting with { AutoMessagesSinceHuman = 4 }, due, Shop.At(15)));
        Assert.Empty(AutoReplyEngine.Evaluate(rules, Shop.Waiting with { AutoMessagesSinceHuman = 5 }, due, Shop.At(15)));
        Assert.Empty(AutoReplyEngine.Evaluate(rules, Shop.Waiting with { AutoMessagesSinceHuman = 1 }, due, Shop.At(15), new AutoReplyLimits { MaxSinceHuman = 1 }));
    }

    [Fact]
    public void Two_machines_talking_to_each_other_fall_silent()
    {
        var rules = Shop.Set(Shop.Rule(1, Keyword, says: "Your refund is on its way") with { OncePerConversation = false, CoolDownSeconds = 5 });
        var past = new List<PastFiring>();

        for (var second = 0; second < 600; second++)
        {
            var facts = Shop.Waiting with { PastFirings = past };
            var firings = AutoReplyEngine.Evaluate(rules, facts, TriggerFact.Message(FactAuthor.Customer, "Thanks for the refund"), Shop.At(second));
            past.AddRange(firings.Select(firing => new PastFiring(firing.RuleId, Shop.At(second), firing.Messages)));
        }

        Assert.Equal(10, past.Count);
    }

    public static TheoryData<AutoReplyConditions, bool> Conditions { get; } = new()
    {
        { new() { InboxIds = [Shop.Inbox] }, true },
        { new() { InboxIds = [Shop.Id(9)] }, false },
        { new() { TeamIds = [Shop.Id(5)] }, true },
        { new() { TeamIds = [Shop.Id(6)] }, false },
        { new() { Languages = ["en", "zh"] }, true },
        { new() { Languages = ["zh-CN"] }, true },
        { new() { Languages = ["zh-CN-x"] }, false },
        { new() { Languages = ["zh-C"] }, false },
        { new() { CustomerLevels = ["vip"] }, true },
        { new() { CustomerLevels = ["gold"] }, false },
        { new() { Priorities = [Priority.P1] }, true },
        { new() { Priorities = [Priority.P0, Priority.P2] }, false },
        { new() { BusinessHours = BusinessHoursCondition.Open }, true },
        { new() { BusinessHours = BusinessHoursCondition.Closed }, false },
        { new() { CustomerLevels = ["VIP"], Priorities = [Priority.P3] }, false },
    };

    [Theory]
    [MemberData(nameof(Conditions), DisableDiscoveryEnumeration = true)]
    public void Every_condition_must_hold(AutoReplyConditions conditions, bool fires)
    {
        var facts = Shop.Waiting with { TeamId = Shop.Id(5), Language = "zh-CN", CustomerLevel = "VIP", Priority = Priority.P1 };

        var firings = AutoReplyEngine.Evaluate(Shop.Set(Shop.Rule(1, ConversationStarted) with { Conditions = conditions }), facts, Start, Shop.Start);

        Assert.Equal(fires, firings.Count == 1);
    }

    [Fact]
    public void What_is_not_known_meets_no_condition_but_an_unknown_language_is_the_inboxs()
    {
        bool Fires(AutoReplyConditions conditions, string? inboxLanguage) => AutoReplyEngine.Evaluate(
            Shop.Set(Shop.Rule(1, ConversationStarted) with { Conditions = conditions }),
            Shop.Waiting with { Language = null, InboxLanguage = inboxLanguage }, Start, Shop.Start).Count == 1;

        Assert.False(Fires(new() { TeamIds = [Shop.Id(5)] }, null));
        Assert.False(Fires(new() { CustomerLevels = ["vip"] }, null));
        Assert.False(Fires(new() { Languages = ["zh"] }, null));
        Assert.True(Fires(new() { Languages = ["zh"] }, "zh-CN"));
    }

    [Theory]
    [InlineData(false, "my order", null, true)]
    [InlineData(false, "my order 12345", null, false)]
    [InlineData(false, "my order", 1, false)]
    [InlineData(true, "my order", null, false)]
    [InlineData(true, "my order 12345", null, true)]
    [InlineData(true, "my order", 1, true)]
    [InlineData(true, "my order", 2, false)]
    public void A_rule_may_ask_what_the_customer_wrote_now_or_before(bool found, string text, int? saidFor, bool fires)
    {
        var rule = Shop.Rule(1, AutoReplyTriggerKind.Keyword) with
        {
            Keywords = new KeywordMatch { Words = ["my order"] },
            Conditions = new() { Said = new(@"\d{5,}", found) },
        };
        var facts = Shop.Waiting with { SaidFor = saidFor is { } number ? [Shop.Id(number)] : new HashSet<Guid>() };

        var firings = AutoReplyEngine.Evaluate(Shop.Set(rule), facts, TriggerFact.Message(FactAuthor.Customer, text), Shop.Start);

        Assert.Equal(fires, firings.Count == 1);
    }

    [Fact]
    public void What_was_looked_for_before_the_decision_is_not_looked_for_again()
    {
        var rule = Shop.Rule(1, AutoReplyTriggerKind.Keyword) with { Conditions = new() { Said = new(@"\d{5,}", Found: true) } };
        var set = Shop.Set(rule);
        IReadOnlyList<Firing> Evaluate(PatternFindings found) =>
            AutoReplyEngine.Evaluate(set, Shop.Waiting, TriggerFact.Message(FactAuthor.Customer, "refund 12345", found), Shop.Start);

        Assert.Empty(Evaluate(PatternFindings.None));
        Assert.Single(Evaluate(PatternFindings.None with { SaidFor = new HashSet<Guid> { rule.Id } }));
    }
}
