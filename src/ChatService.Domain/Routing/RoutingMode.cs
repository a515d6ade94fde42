using System.Text.Json.Serialization;

namespace ChatService.Domain.Routing;

/// <summary>How the conversations of an inbox reach an agent.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RoutingMode>))]
public enum RoutingMode
{
    /// <summary>Offered to one agent, who accepts before a deadline.</summary>
    OfferAccept = 0,

    /// <summary>Assigned at once, without asking.</summary>
    AutoAccept = 1,

    /// <summary>Agents pull; the planner assigns nothing.</summary>
    Manual = 2,

    /// <summary>Offered to every able agent at once; the first to accept has it.</summary>
    RingAll = 3,
}
