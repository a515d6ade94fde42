using ChatService.Domain;
using ChatService.Domain.Routing;
using ChatService.Server.Features.Inboxes;
using ChatService.Server.Platform;

namespace ChatService.Server.Features.Routing;

/// <summary>From the words an administrator saved to what the planner understands. What is empty or cannot be used has its default.</summary>
public static class RoutingOptionsMap
{
    /// <param name="options">As saved with the inbox.</param>
    /// <param name="siblingTeamIds">The teams that a ring of scope sibling_teams asks as well.</param>
    public static RoutingSettings Map(RoutingOptions options, IReadOnlyList<Guid> siblingTeamIds)
    {
        ArgumentNullException.ThrowIfNull(options);
        var rings = options.Rings.Count == 0 ? RoutingRing.Defaults : [.. options.Rings.Select(Ring)];
        var settings = new RoutingSettings
        {
            Mode = Parse(options.Mode, RoutingMode.OfferAccept),
            Rings = [.. rings.Select(ring => ring with { SiblingTeamIds = siblingTeamIds })],
            Comparators = options.Comparators.Count == 0
                ? RoutingSettings.DefaultComparators
                : [.. options.Comparators.Select(name => Parse(name, RoutingComparator.Id)).Distinct()],
            OfferTimeoutSeconds = options.OfferTimeoutSeconds,
            MissesBeforeNotResponding = options.MaxMisses,
            Boosts = Boosts(options.PriorityBoostSeconds),
            IgnoreLanguageFromRing = rings.Count - 1,
        };
        // Checked when an inbox is saved; an old or hand-made row must not stop the queue.
        return settings.Complaints().Count == 0 ? settings : RoutingSettings.Default with { Mode = settings.Mode };
    }

    private static RoutingRing Ring(RingOptions ring) => new()
    {
        AfterSeconds = ring.AfterSeconds,
        Scope = Parse(ring.Scope, RingScope.BestAgent),
        AlertSupervisor = ring.AlertSupervisor,
        IgnoreSkills = ring.IgnoreSkills,
    };

    private static PriorityBoosts Boosts(Dictionary<string, int> seconds)
    {
        var defaults = new PriorityBoosts();
        return new PriorityBoosts(Of(Priority.P0), Of(Priority.P1), Of(Priority.P2), Of(Priority.P3));

        int Of(Priority priority) => seconds.TryGetValue(priority.ToString(), out var set) ? set : defaults.Of(priority);
    }

    private static T Parse<T>(string? name, T otherwise)
        where T : struct, Enum
    {
        foreach (var value in Enum.GetValues<T>())
        {
            if (WireWord.Of(value) == name)
            {
                return value;
            }
        }

        return otherwise;
    }
}
