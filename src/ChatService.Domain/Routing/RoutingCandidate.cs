using System.Text.Json.Serialization;

namespace ChatService.Domain.Routing;

/// <summary>An agent considered for a conversation. <see cref="RemovedBy"/> is null, and left out of the JSON, for those who could have it.</summary>
public readonly record struct RoutingCandidate(
    Guid AgentId,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] RoutingFilter? RemovedBy);
