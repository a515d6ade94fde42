namespace ChatService.Domain.Routing;

/// <summary>Everything a plan is made from, read in one transaction. The order of both lists does not matter; ids occur once.</summary>
public sealed record RoutingSnapshot(IReadOnlyList<QueuedConversation> Conversations, IReadOnlyList<AgentSnapshot> Agents);
