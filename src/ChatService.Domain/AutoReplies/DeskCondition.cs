using System.Text.Json.Serialization;

namespace ChatService.Domain.AutoReplies;

/// <summary>Whether a rule cares if somebody is at work who serves the conversation.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<DeskCondition>))]
public enum DeskCondition
{
    /// <summary>Whoever is there.</summary>
    Any,

    /// <summary>Only while somebody is at work: what the text says of waiting is true then.</summary>
    Staffed,

    /// <summary>Only while nobody is.</summary>
    Nobody,
}
