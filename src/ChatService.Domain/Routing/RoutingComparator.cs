using System.Text.Json.Serialization;

namespace ChatService.Domain.Routing;

/// <summary>One link of the chain that ranks the agents who passed every filter.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RoutingComparator>))]
public enum RoutingComparator
{
    /// <summary>The contact's owner first.</summary>
    Owner = 0,

    /// <summary>Who served this contact last, first.</summary>
    LastAgent = 1,

    /// <summary>For a VIP, agents of the VIP desk first. For others it decides nothing.</summary>
    VipDesk = 2,

    /// <summary>The larger free share of capacity first.</summary>
    PercentFree = 3,

    /// <summary>The fewer slots in use first.</summary>
    FewestActive = 4,

    /// <summary>Who has been without new work the longest first.</summary>
    LongestIdle = 5,

    /// <summary>The smaller id: always the last link, so that two nodes rank alike.</summary>
    Id = 6,
}
