namespace ChatService.Domain.Routing;

/// <summary>An open offer of a waiting conversation.</summary>
public readonly record struct OutstandingOffer(Guid AgentId, DateTimeOffset ExpiresAt);
