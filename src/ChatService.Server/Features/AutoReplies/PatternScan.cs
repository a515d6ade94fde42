using ChatService.Domain.AutoReplies;

namespace ChatService.Server.Features.AutoReplies;

/// <summary>
/// Matches the patterns of one message, one after the other, on a thread that may be given up: what was found until
/// then counts.
/// </summary>
internal sealed class PatternScan(IReadOnlyList<RulePattern> patterns, string text)
{
    private readonly Lock gate = new();
    private readonly HashSet<(Guid, int)> found = [];
    private readonly HashSet<Guid> said = [];
    private RulePattern? current;
    private bool isGivenUp;

    /// <summary>On a thread of its own, unless every pattern is one of ours.</summary>
    public void Run()
    {
        // Normalising 2 000 characters is cheap, but not free: it belongs into the budget, too.
        var prepared = RulePattern.Prepare(text);
        foreach (var pattern in patterns)
        {
            lock (gate)
            {
                if (isGivenUp)
                {
                    return;
                }

                current = pattern;
            }

            var matches = pattern.Matches(prepared);
            lock (gate)
            {
                current = null;
                if (matches && pattern.IsSaid)
                {
                    said.Add(pattern.RuleId);
                }
                else if (matches)
                {
                    found.Add((pattern.RuleId, pattern.RuleVersion));
                }
            }
        }
    }

    /// <summary>What was found so far, and the pattern that is still being matched. Nothing more is begun.</summary>
    public (PatternFindings Findings, RulePattern? Slow) GiveUp()
    {
        lock (gate)
        {
            isGivenUp = true;
            return (new PatternFindings(found.ToHashSet()) { SaidFor = said.ToHashSet() }, current);
        }
    }
}
