using ChatService.Contracts;
using ChatService.Server.Features.Agents;
using ChatService.Server.Platform.Errors;

namespace ChatService.Server.Features.Inboxes;

/// <summary>Words and ranges of <see cref="RoutingOptions"/>.</summary>
internal static class RoutingOptionsCheck
{
    private const int Day = 24 * 60 * 60;
    private const int MaxRings = 20;
    private const int MaxSkills = 20;

    private static readonly string[] Modes = ["auto_accept", "offer_accept", "manual", "ring_all"];
    private static readonly string[] Scopes = ["best_agent", "same_skill", "sibling_teams", "anyone"];
    private static readonly string[] Comparators = ["owner", "last_agent", "vip_desk", "percent_free", "fewest_active", "longest_idle"];
    private static readonly string[] Priorities = ["P0", "P1", "P2", "P3"];

    public static void Check(RoutingOptions routing, Complaints complaints)
    {
        Word(complaints, "routing.mode", routing.Mode, Modes);
        Range(complaints, "routing.offerTimeoutSeconds", routing.OfferTimeoutSeconds, 1, 600);
        Range(complaints, "routing.maxMisses", routing.MaxMisses, 1, 100);
        Range(complaints, "routing.coolDownSeconds", routing.CoolDownSeconds, 0, 3_600);
        CheckRings(routing.Rings ?? [], complaints);
        SkillRules.Check(routing.RequiredSkills, MaxSkills, "routing.requiredSkills", complaints);
        var comparators = routing.Comparators ?? [];
        foreach (var name in comparators)
        {
            Word(complaints, "routing.comparators", name, Comparators);
        }

        complaints.Require(comparators.Distinct().Count() == comparators.Count, "routing.comparators", FieldCode.Repeated, "Each comparator stands once.");
        foreach (var (priority, seconds) in routing.PriorityBoostSeconds ?? [])
        {
            Word(complaints, $"routing.priorityBoostSeconds.{priority}", priority, Priorities);
            Range(complaints, $"routing.priorityBoostSeconds.{priority}", seconds, -Day, Day);
        }
    }

    private static void CheckRings(List<RingOptions> rings, Complaints complaints)
    {
        complaints.Require(rings.Count <= MaxRings, "routing.rings", FieldCode.TooMany, $"At most {MaxRings} rings.");
        for (var i = 0; i < rings.Count; i++)
        {
            if (rings[i] is not { } ring)
            {
                complaints.Add($"routing.rings.{i}", FieldCode.Required, "A ring is needed.");
                continue;
            }

            Word(complaints, $"routing.rings.{i}.scope", ring.Scope, Scopes);
            Range(complaints, $"routing.rings.{i}.afterSeconds", ring.AfterSeconds, 0, Day);
            complaints.Require(i > 0 || ring.AfterSeconds == 0, $"routing.rings.{i}.afterSeconds", FieldCode.OutOfRange, "The first ring begins at 0 s.");
            complaints.Require(
                i == 0 || rings[i - 1] is not { } earlier || ring.AfterSeconds > earlier.AfterSeconds, $"routing.rings.{i}.afterSeconds", FieldCode.OutOfRange, "A ring begins after the one before it.");
        }
    }

    private static void Word(Complaints complaints, string field, string? word, string[] words) =>
        complaints.Require(words.Contains(word, StringComparer.Ordinal), field, FieldCode.UnknownValue, $"One of {string.Join(", ", words)}.");

    private static void Range(Complaints complaints, string field, int value, int least, int most) =>
        complaints.Require(value >= least && value <= most, field, FieldCode.OutOfRange, $"{least} to {most}.");
}
