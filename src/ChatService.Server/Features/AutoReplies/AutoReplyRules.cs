using ChatService.Domain.AutoReplies;
using ChatService.Server.Platform.Storage;

namespace ChatService.Server.Features.AutoReplies;

/// <summary>The rules in force, compiled once per change.</summary>
public sealed class AutoReplyRules(Snapshot<AutoReplyRuleRow> snapshot, ILogger<AutoReplyRules> logger)
{
    private volatile Entry? entry;

    /// <summary>As of the last commit.</summary>
    public CompiledRules Current
    {
        get
        {
            var rows = snapshot.Rows;
            if (entry is { } known && ReferenceEquals(known.Source, rows))
            {
                return known.Rules;
            }

            var rules = CompiledRules.Create(rows.Select(row => row.Rule));
            foreach (var rejected in rules.Rules.Rejected)
            {
                AutoReplyLog.RuleRejected(logger, rejected.Rule.Id, rejected.Rule.Version, rejected.Complaints.Count, rejected.Complaints[0].Field);
            }

            entry = new Entry(rows, rules);
            return rules;
        }
    }

    /// <summary>All rules, disabled ones included, in their order.</summary>
    public IEnumerable<AutoReplyRuleRow> All => snapshot.Rows.OrderBy(row => row.Rule.Order).ThenBy(row => row.Id);

    /// <summary>The rule as it is now, disabled or not; null when there is none.</summary>
    public AutoReplyRule? Find(Guid id) => snapshot.Rows.FirstOrDefault(row => row.Id == id)?.Rule;

    private sealed record Entry(IReadOnlyList<AutoReplyRuleRow> Source, CompiledRules Rules);
}
