namespace ChatService.Domain.Routing;

/// <summary>An open offer of a waiting conversation, made in <see cref="Ring"/>.</summary>
public readonly record struct OutstandingOffer(Guid AgentId, DateTimeOffset ExpiresAt, int Ring = 0);
