using System.Text.Json.Serialization;

namespace ChatService.Domain.Routing;

/// <summary>What the planner decided about a conversation.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RoutingDecisionKind>))]
public enum RoutingDecisionKind
{
    /// <summary>Offer it to one agent.</summary>
    Offer = 0,

    /// <summary>Assign it to one agent at once.</summary>
    AutoAssign = 1,

    /// <summary>Offer it to several agents; the first to accept wins.</summary>
    RingAll = 2,

    /// <summary>Nobody can take it now; it keeps its place.</summary>
    NoneEligible = 3,
}
