using ChatService.Domain.AutoReplies;

namespace ChatService.Server.Features.AutoReplies;

/// <summary>
/// The rules made ready, and a probe of them: the same rules without those parts that need the contact's row. A rule that the probe does not name cannot fire, so the usual message,
/// which sets off nothing, is judged without a query.
/// </summary>
public sealed class CompiledRules
{
    // Stands for whatever the rule does: the probe only asks whether.
    private static readonly AutoReplyAction[] Anything = [new AddTagAction("probe")];

    private CompiledRules(AutoReplyRuleSet rules, AutoReplyRuleSet probe)
    {
        Rules = rules;
        Probe = probe;
        HasTimers = rules.Rules.Any(rule => rule.Trigger.NeedsTimer);
        IsEmpty = !rules.Rules.Any();
    }

    /// <summary>What decides.</summary>
    public AutoReplyRuleSet Rules { get; }

    /// <summary>What decides whether to ask at all.</summary>
    public AutoReplyRuleSet Probe { get; }

    /// <summary>Some rule waits for a silence.</summary>
    public bool HasTimers { get; }

    /// <summary>There is nothing to decide.</summary>
    public bool IsEmpty { get; }

    /// <summary>Prepares keywords and order.</summary>
    public static CompiledRules Create(IEnumerable<AutoReplyRule> rules)
    {
        var set = AutoReplyRuleSet.Create(rules);
        return new CompiledRules(set, AutoReplyRuleSet.Create(set.Rules.Select(Loosened)));
    }

    /// <summary>Whether one of these firings says or asks something that stands in the contact's row.</summary>
    public bool NeedContact(IEnumerable<Firing> candidates) =>
        Named(candidates).Any(rule => rule.Conditions.CustomerLevels.Count > 0 || Mentions(rule, "contact.name"));

    /// <summary>Whether one of these firings says the place in the queue.</summary>
    public bool NeedPlace(IEnumerable<Firing> candidates) => Named(candidates).Any(rule => Mentions(rule, "queue.position"));

    private static AutoReplyRule Loosened(AutoReplyRule rule) => rule with
    {
        Conditions = rule.Conditions with { CustomerLevels = [] },
        Actions = Anything,
        StopsOthers = false,
    };

    private IEnumerable<AutoReplyRule> Named(IEnumerable<Firing> candidates) => candidates.Select(firing => Rules.Find(firing.RuleId)).OfType<AutoReplyRule>();

    private static bool Mentions(AutoReplyRule rule, string variable) =>
        rule.Actions.OfType<ReplyAction>().Any(reply => reply.Template.Texts.Values.Any(text => text.Contains(variable, StringComparison.Ordinal)));
}
