using System.Text.Json.Serialization;

namespace ChatService.Domain.AutoReplies;

/// <summary>Whether a rule cares if the inbox is open.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<BusinessHoursCondition>))]
public enum BusinessHoursCondition
{
    /// <summary>At any hour.</summary>
    Any,

    /// <summary>Only inside business hours.</summary>
    Open,

    /// <summary>Only outside them.</summary>
    Closed,
}
