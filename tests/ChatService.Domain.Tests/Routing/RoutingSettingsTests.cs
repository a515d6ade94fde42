using System.Text.Json;
using ChatService.Domain.Routing;

namespace ChatService.Domain.Tests.Routing;

public sealed class RoutingSettingsTests
{
    [Fact]
    public void The_defaults_are_sound() => Assert.Empty(RoutingSettings.Default.Complaints());

    [Fact]
    public void Every_complaint_is_listed_at_once()
    {
        var bad = new RoutingSettings
        {
            Mode = (RoutingMode)99,
            OfferTimeoutSeconds = 0,
            MissesBeforeNotResponding = 0,
            RingAllLimit = 0,
            IgnoreLanguageFromRing = -1,
            Boosts = new PriorityBoosts(P0: int.MinValue),
            Comparators = [RoutingComparator.Owner, RoutingComparator.Owner, (RoutingComparator)99],
            Rings = [new() { AfterSeconds = 5, Scope = RingScope.Anyone }, new() { AfterSeconds = 5, Scope = (RingScope)99 }],
        };

        Assert.Equal(11, bad.Complaints().Count);
        Assert.Equal(bad.Complaints().Count, bad.Complaints().Distinct().Count());
    }

    [Fact]
    public void Without_rings_an_inbox_is_refused_and_yet_still_planned()
    {
        var none = RoutingSettings.Default with { Rings = [] };

        Assert.Single(none.Complaints());
        Assert.Equal(RoutingDecisionKind.Offer, Assert.Single(A.Plan(none, [A.Conversation()], A.Agent(1)).Decisions).Kind);
    }

    [Fact]
    public void Settings_survive_json_with_readable_names()
    {
        var json = JsonSerializer.Serialize(RoutingSettings.Default, JsonSerializerOptions.Web);
        var back = JsonSerializer.Deserialize<RoutingSettings>(json, JsonSerializerOptions.Web)!;

        Assert.Contains("\"mode\":\"OfferAccept\"", json, StringComparison.Ordinal);
        Assert.Equal(json, JsonSerializer.Serialize(back, JsonSerializerOptions.Web));
        Assert.Equal(RoutingSettings.Default.Comparators, back.Comparators);
        Assert.Equal(4, back.Rings.Count);
    }
}
