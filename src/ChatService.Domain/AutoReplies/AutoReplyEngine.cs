namespace ChatService.Domain.AutoReplies;

/// <summary>
/// Decides which rules fire and which timers to keep. Pure: the same rules, facts and time give the same answer. Facts are fixed during one evaluation: what an earlier rule
/// does is not seen by a later one.
/// </summary>
public static class AutoReplyEngine
{
    /// <summary>
    /// The rules that fire on an event, in order. Rules are looked at by order and id; one that fires and stops others, or closes the conversation, is the last.
    /// A reply beyond the limits is left out, the rule's other actions stay; a firing without actions is none.
    /// </summary>
    /// <param name="rules">The rules in use.</param>
    /// <param name="facts">The conversation after the event.</param>
    /// <param name="trigger">The event. What bots and the system do never sets off anything.</param>
    /// <param name="now">The time of the evaluation.</param>
    /// <param name="limits">How much a machine may talk; <see cref="AutoReplyLimits.Default"/> when null.</param>
    public static IReadOnlyList<Firing> Evaluate(
        AutoReplyRuleSet rules, AutoReplyFacts facts, TriggerFact trigger, DateTimeOffset now, AutoReplyLimits? limits = null)
    {
        if (!trigger.MaySetOff)
        {
            return [];
        }

        var firings = new List<Firing>();
        var messagesLeft = (limits ?? AutoReplyLimits.Default).MessagesLeft(facts, trigger, now);
        var text = new Lazy<string>(() => MatchText.NormaliseHead(trigger.Text ?? ""), LazyThreadSafetyMode.None);
        foreach (var prepared in rules.InOrder)
        {
            var rule = prepared.Rule;
            if (!IsSetOff(rule, facts, trigger, now)
                || !rule.Conditions.Hold(facts)
                || !MayFireNow(rule, facts, now)
                || !SaidHolds(rule, facts, IsSaidNow(prepared.Said, trigger, text))
                || (prepared.Keywords is { } keywords && !IsSaid(keywords, rule, trigger, text.Value)))
            {
                continue;
            }

            var firing = Fire(rule, facts, now, messagesLeft);
            if (firing.Actions.Count == 0)
            {
                continue;
            }

            firings.Add(firing);
            messagesLeft -= firing.Messages;
            if (rule.StopsOthers || firing.Actions[^1].Action is CloseAction)
            {
                break;
            }
        }

        return firings;
    }

    /// <summary>
    /// All timers that the conversation should have after <paramref name="moment"/>, by due time and rule. Ask after every event of the conversation (started, message, accepted,
    /// returned to the queue, closed): store those that are missing, cancel those that are no longer named.
    /// A due time that lies at or before the moment is not named: it was stored earlier, or the rule is newer than the silence.
    /// </summary>
    /// <param name="rules">The rules in use.</param>
    /// <param name="facts">The conversation after the event.</param>
    /// <param name="moment">The time of the event, not of its processing, so that a late worker still arms what was missed.</param>
    public static IReadOnlyList<ReplyTimer> TimersFor(AutoReplyRuleSet rules, AutoReplyFacts facts, DateTimeOffset moment) =>
    [
        .. rules.Rules
            .Where(rule => rule.Conditions.HoldForInbox(facts.InboxId))
            .Select(rule => (Rule: rule, Due: DueAt(rule, facts)))
            .Where(timer => timer.Due > moment && MayFireEver(timer.Rule, facts) && !HasFiredInThisSilence(timer.Rule, facts))
            .Select(timer => new ReplyTimer(timer.Rule.Id, timer.Rule.Version, timer.Due!.Value))
            .OrderBy(timer => timer.DueAt)
            .ThenBy(timer => timer.RuleId),
    ];

    /// <summary>
    /// Whether a timer that has come due still means what it meant: the rule is enabled, its conditions hold, the silence it waited for is still going on and as long, and it may
    /// fire (again). <see cref="Evaluate"/> asks this by itself.
    /// </summary>
    public static bool StillApplies(AutoReplyRule rule, AutoReplyFacts facts, DateTimeOffset now) =>
        rule.Enabled
        && DueAt(rule, facts) <= now
        && rule.Conditions.Hold(facts)
        && SaidHolds(rule, facts, isSaidNow: false)
        && MayFireNow(rule, facts, now)
        && !HasFiredInThisSilence(rule, facts);

    private static bool IsSaid(KeywordMatcher keywords, AutoReplyRule rule, TriggerFact trigger, string text) =>
        trigger.Found is { } found ? found.Contains(rule) || keywords.ContainsWord(text) : keywords.Matches(text);

    private static bool SaidHolds(AutoReplyRule rule, AutoReplyFacts facts, bool isSaidNow) =>
        rule.Conditions.Said is not { } said || said.Found == (isSaidNow || facts.SaidFor.Contains(rule.Id));

    // Only a message of the customer has a text.
    private static bool IsSaidNow(RulePattern? said, TriggerFact trigger, Lazy<string> text) =>
        said is not null && trigger.Text is not null
        && (trigger.Found is { } found ? found.SaidFor.Contains(said.RuleId) : said.Matches(text.Value));

    private static bool IsSetOff(AutoReplyRule rule, AutoReplyFacts facts, TriggerFact trigger, DateTimeOffset now)
    {
        if (trigger.Kind == TriggerFactKind.Timer)
        {
            return trigger.RuleId == rule.Id && StillApplies(rule, facts, now);
        }

        var customerSpoke = trigger.Author == FactAuthor.Customer
            && trigger.Kind is TriggerFactKind.Started or TriggerFactKind.Message
            && facts.Phase != ServicePhase.Closed;
        return rule.Trigger.Kind switch
        {
            AutoReplyTriggerKind.ConversationStarted => customerSpoke && trigger.Kind == TriggerFactKind.Started,
            AutoReplyTriggerKind.Keyword => customerSpoke && MayInterrupt(rule, facts),
            AutoReplyTriggerKind.OutsideHours => customerSpoke && MayInterrupt(rule, facts) && !facts.WithinBusinessHours,
            AutoReplyTriggerKind.Closed => trigger.Kind == TriggerFactKind.Closed,
            _ => false,
        };
    }

    private static bool MayInterrupt(AutoReplyRule rule, AutoReplyFacts facts) =>
        rule.Conditions.AlsoWithAgent || facts.Phase is ServicePhase.Bot or ServicePhase.Waiting;

    private static DateTimeOffset? DueAt(AutoReplyRule rule, AutoReplyFacts facts) => SilentSince(rule, facts) + rule.Trigger.After;

    private static DateTimeOffset? SilentSince(AutoReplyRule rule, AutoReplyFacts facts) => (rule.Trigger.Kind, facts.Phase) switch
    {
        (AutoReplyTriggerKind.WaitingFor, ServicePhase.Waiting) => facts.WaitingSince,
        (AutoReplyTriggerKind.AgentSilentFor, ServicePhase.WithAgent) => Later(facts.UnansweredSince, facts.AgentSince),
        (AutoReplyTriggerKind.CustomerSilentFor, ServicePhase.WithAgent) when facts.UnansweredSince is null => facts.LastAgentMessageAt,
        _ => null,
    };

    // The agent is silent from the customer's message on, but not before having the conversation at all.
    private static DateTimeOffset? Later(DateTimeOffset? unanswered, DateTimeOffset? agentSince) =>
        unanswered is { } since && agentSince > since ? agentSince : unanswered;

    private static bool MayFireEver(AutoReplyRule rule, AutoReplyFacts facts) =>
        !rule.OncePerConversation || facts.PastFirings.All(past => past.RuleId != rule.Id);

    private static bool MayFireNow(AutoReplyRule rule, AutoReplyFacts facts, DateTimeOffset now) =>
        MayFireEver(rule, facts)
        && (rule.CoolDownSeconds == 0
            || facts.PastFirings.All(past => past.RuleId != rule.Id || past.At.AddSeconds(rule.CoolDownSeconds) <= now));

    // A repeatable timer rule speaks once per silence, not for as long as it lasts.
    private static bool HasFiredInThisSilence(AutoReplyRule rule, AutoReplyFacts facts) =>
        SilentSince(rule, facts) is { } since && facts.PastFirings.Any(past => past.RuleId == rule.Id && past.At >= since);

    private static Firing Fire(AutoReplyRule rule, AutoReplyFacts facts, DateTimeOffset now, int messagesLeft)
    {
        var actions = new List<FiringAction>(rule.Actions.Count);
        foreach (var action in rule.Actions)
        {
            if (action is not ReplyAction reply)
            {
                actions.Add(new FiringAction(action));
            }
            else if (messagesLeft > 0 && reply.Template.Render(facts.Values, facts.Language, facts.InboxLanguage, now) is { } text)
            {
                actions.Add(new FiringAction(action, text));
                messagesLeft--;
            }
        }

        return new Firing(rule.Id, rule.Version, rule.Name, actions);
    }
}
