using ChatService.Domain.AutoReplies;
using static ChatService.Domain.AutoReplies.AutoReplyTriggerKind;

namespace ChatService.Domain.Tests.AutoReplies;

public sealed class ReplyTimerTests
{
    private static readonly AutoReplyRule Waiting15 = Shop.Rule(1, WaitingFor, 15);
    private static readonly AutoReplyRule Waiting30 = Shop.Rule(2, WaitingFor, 30);
    private static readonly AutoReplyRule Agent60 = Shop.Rule(3, AgentSilentFor, 60);
    private static readonly AutoReplyRule Customer600 = Shop.Rule(4, CustomerSilentFor, 600);
    private static readonly AutoReplyRuleSet Rules = Shop.Set(Customer600, Agent60, Waiting30, Waiting15, Shop.Rule(5, ConversationStarted));

    [Fact]
    public void A_waiting_conversation_has_the_waiting_timers()
    {
        Assert.Equal(
            [new ReplyTimer(Shop.Id(1), 1, Shop.At(15)), new ReplyTimer(Shop.Id(2), 1, Shop.At(30))],
            AutoReplyEngine.TimersFor(Rules, Shop.Waiting, Shop.Start));
        Assert.Equal([Shop.Id(2)], AutoReplyEngine.TimersFor(Rules, Shop.Waiting, Shop.At(15)).Select(t => t.RuleId));
    }

    [Fact]
    public void The_agents_silence_counts_from_the_oldest_unanswered_message_but_not_before_the_agent_came()
    {
        var facts = Shop.WithAgent with { AgentSince = Shop.At(10), UnansweredSince = Shop.Start };
        Assert.Equal([new ReplyTimer(Shop.Id(3), 1, Shop.At(70))], AutoReplyEngine.TimersFor(Rules, facts, Shop.At(10)));

        var later = facts with { UnansweredSince = Shop.At(100), LastAgentMessageAt = Shop.At(50) };
        Assert.Equal([new ReplyTimer(Shop.Id(3), 1, Shop.At(160))], AutoReplyEngine.TimersFor(Rules, later, Shop.At(105)));
    }

    [Fact]
    public void The_customers_silence_counts_from_the_agents_last_message()
    {
        var facts = Shop.WithAgent with { LastAgentMessageAt = Shop.At(20) };

        Assert.Equal([new ReplyTimer(Shop.Id(4), 1, Shop.At(620))], AutoReplyEngine.TimersFor(Rules, facts, Shop.At(20)));
    }

    [Theory]
    [InlineData(ServicePhase.Bot)]
    [InlineData(ServicePhase.Snoozed)]
    [InlineData(ServicePhase.Closed)]
    public void With_nobody_to_wait_for_there_are_no_timers(ServicePhase phase)
    {
        var facts = Shop.WithAgent with { Phase = phase, WaitingSince = Shop.Start, LastAgentMessageAt = Shop.Start };

        Assert.Empty(AutoReplyEngine.TimersFor(Rules, facts, Shop.Start));
        Assert.Empty(AutoReplyEngine.TimersFor(Rules, facts with { UnansweredSince = Shop.Start }, Shop.Start));
    }

    [Fact]
    public void Another_inboxs_rules_and_those_used_up_get_no_timer()
    {
        var elsewhere = Waiting30 with { Conditions = new() { InboxIds = [Shop.Id(99)] } };
        var facts = Shop.Waiting with { PastFirings = [new PastFiring(Shop.Id(1), Shop.At(-100), 1)] };

        Assert.Empty(AutoReplyEngine.TimersFor(Shop.Set(Waiting15, elsewhere), facts, Shop.Start));
    }

    [Fact]
    public void A_repeatable_rule_gets_a_timer_for_each_new_silence_and_none_twice_for_one()
    {
        var repeatable = Customer600 with { OncePerConversation = false };
        var rules = Shop.Set(repeatable);
        var facts = Shop.WithAgent with { LastAgentMessageAt = Shop.Start, PastFirings = [new PastFiring(Shop.Id(4), Shop.At(600), 1)] };

        Assert.Empty(AutoReplyEngine.TimersFor(rules, facts, Shop.Start));
        Assert.False(AutoReplyEngine.StillApplies(repeatable, facts, Shop.At(601)));
        var again = facts with { LastAgentMessageAt = Shop.At(700) };
        Assert.Equal(Shop.At(1300), Assert.Single(AutoReplyEngine.TimersFor(rules, again, Shop.At(700))).DueAt);
        Assert.True(AutoReplyEngine.StillApplies(repeatable, again, Shop.At(1300)));
    }

    [Fact]
    public void A_timer_that_is_due_fires_only_its_own_rule()
    {
        var firing = Assert.Single(AutoReplyEngine.Evaluate(Rules, Shop.Waiting, TriggerFact.TimerDue(Shop.Id(1)), Shop.At(31)));

        Assert.Equal(Shop.Id(1), firing.RuleId);
        Assert.Empty(AutoReplyEngine.Evaluate(Rules, Shop.Waiting, TriggerFact.TimerDue(Shop.Id(77)), Shop.At(31)));
    }

    [Fact]
    public void A_timer_whose_reason_has_gone_comes_to_nothing()
    {
        Assert.True(AutoReplyEngine.StillApplies(Waiting15, Shop.Waiting, Shop.At(15)));

        Assert.False(AutoReplyEngine.StillApplies(Waiting15, Shop.Waiting, Shop.At(14.999)));
        Assert.False(AutoReplyEngine.StillApplies(Waiting15, Shop.WithAgent with { WaitingSince = Shop.Start }, Shop.At(15)));
        Assert.False(AutoReplyEngine.StillApplies(Waiting15, Shop.Waiting with { WaitingSince = Shop.At(5) }, Shop.At(15)));
        Assert.False(AutoReplyEngine.StillApplies(Waiting15 with { Enabled = false }, Shop.Waiting, Shop.At(15)));
        Assert.False(AutoReplyEngine.StillApplies(Waiting15 with { Trigger = new(WaitingFor, 20) }, Shop.Waiting, Shop.At(15)));
        Assert.False(AutoReplyEngine.StillApplies(Waiting15 with { Conditions = new() { Priorities = [Priority.P0] } }, Shop.Waiting, Shop.At(15)));
        Assert.False(AutoReplyEngine.StillApplies(Waiting15, Shop.Waiting with { PastFirings = [new PastFiring(Shop.Id(1), Shop.At(-50), 1)] }, Shop.At(15)));
        Assert.False(AutoReplyEngine.StillApplies(Agent60, Shop.WithAgent with { LastAgentMessageAt = Shop.At(5) }, Shop.At(60)));
        Assert.False(AutoReplyEngine.StillApplies(Customer600, Shop.WithAgent with { LastAgentMessageAt = Shop.Start, UnansweredSince = Shop.At(1) }, Shop.At(600)));
        Assert.False(AutoReplyEngine.StillApplies(Shop.Rule(5, Keyword), Shop.Waiting, Shop.At(15)));
    }
}
