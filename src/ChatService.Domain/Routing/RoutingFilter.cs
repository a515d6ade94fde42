using System.Text.Json.Serialization;

namespace ChatService.Domain.Routing;

/// <summary>What took an agent out of the running, in the order in which it is checked; the first that applies is reported.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RoutingFilter>))]
public enum RoutingFilter
{
    /// <summary>No live connection.</summary>
    NoLease = 0,

    /// <summary>The status is away or offline.</summary>
    NotAvailable = 1,

    /// <summary>Let too many offers pass in a row.</summary>
    NotResponding = 2,

    /// <summary>Does not serve this inbox.</summary>
    WrongInbox = 3,

    /// <summary>Not in a team this ring may ask.</summary>
    WrongTeam = 4,

    /// <summary>Lacks a required skill, or has it at too low a level.</summary>
    MissingSkill = 5,

    /// <summary>Does not speak the customer's language.</summary>
    WrongLanguage = 6,

    /// <summary>Fewer free slots than the conversation weighs.</summary>
    NoCapacity = 7,

    /// <summary>Between two conversations.</summary>
    CoolDown = 8,

    /// <summary>Is being asked about another conversation: an agent has at most one open offer.</summary>
    OfferOpen = 9,

    /// <summary>Declined this conversation or let its offer expire.</summary>
    Declined = 10,

    /// <summary>Has an open offer for this conversation.</summary>
    AlreadyOffered = 11,
}
