namespace ChatService.Domain.Routing;

/// <summary>How one inbox routes. Checked with <see cref="Complaints"/> before it is stored.</summary>
public sealed record RoutingSettings
{
    private const int LongestSeconds = 24 * 60 * 60;

    /// <summary>The order of preference when an inbox names none.</summary>
    public static IReadOnlyList<RoutingComparator> DefaultComparators { get; } = Array.AsReadOnly<RoutingComparator>(
    [
        RoutingComparator.Owner,
        RoutingComparator.LastAgent,
        RoutingComparator.VipDesk,
        RoutingComparator.PercentFree,
        RoutingComparator.FewestActive,
        RoutingComparator.LongestIdle,
    ]);

    // After the list above, which it is made of: statics are set in the order in which they are written.
    public static RoutingSettings Default { get; } = new();

    public RoutingMode Mode { get; init; } = RoutingMode.OfferAccept;

    /// <summary>Stages of the search, ascending. The first is on from the start, whatever its time says.</summary>
    public IReadOnlyList<RoutingRing> Rings { get; init; } = RoutingRing.Defaults;

    /// <summary>Comparators in order. <see cref="RoutingComparator.Id"/> is always last, named or not.</summary>
    public IReadOnlyList<RoutingComparator> Comparators { get; init; } = DefaultComparators;

    /// <summary>
    /// 15 s: enough to finish a sentence and look. The 30 s hold all the same, because each ring asks a further agent
    /// while the earlier offers stay open.
    /// </summary>
    public int OfferTimeoutSeconds { get; init; } = 15;

    /// <summary>Agents are asked and accept; the other modes assign, or leave it to the agents.</summary>
    public bool Asks => Mode is RoutingMode.OfferAccept or RoutingMode.RingAll;

    /// <summary>Offers in a row an agent lets pass before counting as not responding.</summary>
    public int MissesBeforeNotResponding { get; init; } = 3;

    public PriorityBoosts Boosts { get; init; } = new();

    /// <summary>
    /// Index of the first ring in which the language no longer counts. 3: the last default ring, because the language is
    /// usually guessed from a browser and an answer in another one beats none. Null: it always counts.
    /// </summary>
    public int? IgnoreLanguageFromRing { get; init; } = 3;

    /// <summary>Most agents that ring at once in <see cref="RoutingMode.RingAll"/>; each of them holds a slot meanwhile.</summary>
    public int RingAllLimit { get; init; } = 25;

    /// <summary>Everything wrong with these settings, in words for an administrator. Empty when they can be used.</summary>
    public IReadOnlyList<string> Complaints()
    {
        var complaints = new List<string>();
        Require(Enum.IsDefined(Mode), "The mode is unknown.");
        Require(OfferTimeoutSeconds is >= 1 and <= 600, "An offer must last between 1 and 600 seconds.");
        Require(MissesBeforeNotResponding is >= 1 and <= 100, "The number of missed offers must be between 1 and 100.");
        Require(RingAllLimit is >= 1 and <= 500, "Between 1 and 500 agents can ring at once.");
        Require(Comparators.All(Enum.IsDefined), "A comparator is unknown.");
        Require(Comparators.Distinct().Count() == Comparators.Count, "A comparator is named twice.");
        Require(Enum.GetValues<Priority>().All(p => Math.Abs((long)Boosts.Of(p)) <= LongestSeconds), "A priority boost must stay within a day.");
        Require(IgnoreLanguageFromRing is null or >= 0, "The ring that ignores the language must be 0 or more.");
        Require(Rings.Count is >= 1 and <= 20, "There must be between 1 and 20 rings.");
        Require(Rings.All(ring => Enum.IsDefined(ring.Scope)), "The scope of a ring is unknown.");
        Require(Rings.Count == 0 || Rings[0].AfterSeconds == 0, "The first ring must start at 0 seconds.");
        Require(Rings.All(ring => ring.AfterSeconds is >= 0 and <= LongestSeconds), "A ring must start within a day.");
        Require(Rings.Zip(Rings.Skip(1)).All(pair => pair.First.AfterSeconds < pair.Second.AfterSeconds), "Each ring must start later than the one before.");
        return complaints;

        void Require(bool holds, string complaint)
        {
            if (!holds)
            {
                complaints.Add(complaint);
            }
        }
    }
}
