namespace ChatService.Domain.Routing;

/// <summary>How many agents one filter removed, listed by name or not.</summary>
public readonly record struct FilterCount(RoutingFilter Filter, int Count);
