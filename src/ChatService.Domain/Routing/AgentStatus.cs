using System.Text.Json.Serialization;

namespace ChatService.Domain.Routing;

/// <summary>What the agent chose to be. Activity (idle, on contact, not responding) is derived and kept apart.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<AgentStatus>))]
public enum AgentStatus
{
    /// <summary>Takes conversations.</summary>
    Available = 0,

    /// <summary>At work, not taking any.</summary>
    Away = 1,

    /// <summary>Not at work.</summary>
    Offline = 2,
}
