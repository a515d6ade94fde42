using System.Collections.Frozen;

namespace ChatService.Domain.AutoReplies;

/// <summary>
/// Rules made ready to be asked for every message: sorted, keywords prepared. Immutable and safe for concurrent use; make a new one when a rule changes.
/// </summary>
public sealed class AutoReplyRuleSet
{
    private readonly FrozenDictionary<Guid, AutoReplyRule> byId;

    private AutoReplyRuleSet(IReadOnlyList<Prepared> rules, IReadOnlyList<RejectedRule> rejected)
    {
        InOrder = rules;
        Rejected = rejected;
        Patterns = [.. rules.SelectMany(prepared => new[] { prepared.Keywords?.Pattern, prepared.Said }).OfType<RulePattern>()];
        byId = rules.ToFrozenDictionary(prepared => prepared.Rule.Id, prepared => prepared.Rule);
    }

    /// <summary>Rules that were left out because something is wrong with them, so that one bad row cannot silence the others.</summary>
    public IReadOnlyList<RejectedRule> Rejected { get; }

    /// <summary>The rules in use, in the order in which they are looked at.</summary>
    public IEnumerable<AutoReplyRule> Rules => InOrder.Select(prepared => prepared.Rule);

    /// <summary>
    /// The patterns of the rules in use, in the same order; what is found of them goes into the <see
    /// cref="TriggerFact"/>.
    /// </summary>
    public IReadOnlyList<RulePattern> Patterns { get; }

    internal IReadOnlyList<Prepared> InOrder { get; }

    /// <summary>Takes enabled rules without complaints; of several versions of a rule only the highest. Never throws over the content of a rule.</summary>
    public static AutoReplyRuleSet Create(IEnumerable<AutoReplyRule> rules)
    {
        var current = rules.GroupBy(rule => rule.Id).Select(versions => versions.MaxBy(rule => rule.Version)!);
        var usable = new List<Prepared>();
        var rejected = new List<RejectedRule>();
        foreach (var rule in current.Where(rule => rule.Enabled).OrderBy(rule => rule.Order).ThenBy(rule => rule.Id))
        {
            var complaints = rule.Validate();
            if (complaints.Count > 0)
            {
                rejected.Add(new RejectedRule(rule, complaints));
            }
            else
            {
                usable.Add(new Prepared(rule, rule.Keywords is null ? null : new KeywordMatcher(rule), RulePattern.OfSaid(rule)));
            }
        }

        return new AutoReplyRuleSet(usable, rejected);
    }

    /// <summary>The rule in use with this id, or null.</summary>
    public AutoReplyRule? Find(Guid ruleId) => byId.GetValueOrDefault(ruleId);

    internal sealed record Prepared(AutoReplyRule Rule, KeywordMatcher? Keywords, RulePattern? Said);
}
