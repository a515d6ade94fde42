namespace ChatService.Domain.Routing;

/// <summary>Offers in a row that an agent let pass, and whether that makes the agent count as not responding. The default is a clean slate.</summary>
public readonly record struct MissState(int InARow, bool NotResponding);
