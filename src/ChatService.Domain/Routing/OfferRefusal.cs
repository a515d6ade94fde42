using System.Text.Json.Serialization;

namespace ChatService.Domain.Routing;

/// <summary>Why an offer does not change.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<OfferRefusal>))]
public enum OfferRefusal
{
    /// <summary>It was made to another agent.</summary>
    NotYours = 0,

    /// <summary>Accepted before. To the agent who accepted, a repeated accept is a success.</summary>
    AlreadyAccepted = 1,

    /// <summary>Declined before.</summary>
    AlreadyDeclined = 2,

    /// <summary>Expired before.</summary>
    AlreadyExpired = 3,

    /// <summary>Withdrawn before.</summary>
    AlreadyWithdrawn = 4,

    /// <summary>The answer came after the deadline.</summary>
    DeadlinePassed = 5,

    /// <summary>It cannot expire yet.</summary>
    DeadlineNotReached = 6,
}
