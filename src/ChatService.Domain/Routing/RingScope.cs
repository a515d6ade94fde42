using System.Text.Json.Serialization;

namespace ChatService.Domain.Routing;

/// <summary>Who may be asked while a ring lasts. The agent's presence, capacity, cool-down and earlier refusals count in every scope.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RingScope>))]
public enum RingScope
{
    /// <summary>The conversation's own team, with its skills: the best one.</summary>
    BestAgent = 0,

    /// <summary>The same filters as <see cref="BestAgent"/>: the next one, after the first let it pass.</summary>
    SameSkill = 1,

    /// <summary>Its own team and the teams listed on the ring.</summary>
    SiblingTeams = 2,

    /// <summary>Any team. Skills still count unless the ring says otherwise.</summary>
    Anyone = 3,
}
