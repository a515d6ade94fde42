using System.Text.Json.Serialization;

namespace ChatService.Domain.Routing;

/// <summary>Where an offer stands. Everything but <see cref="Open"/> is final.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<OfferState>))]
public enum OfferState
{
    /// <summary>The agent is being asked.</summary>
    Open = 0,

    /// <summary>The agent took the conversation.</summary>
    Accepted = 1,

    /// <summary>The agent said no.</summary>
    Declined = 2,

    /// <summary>The deadline passed without an answer.</summary>
    Expired = 3,

    /// <summary>Taken back: somebody else accepted, the customer left, or the agent did.</summary>
    Withdrawn = 4,
}
