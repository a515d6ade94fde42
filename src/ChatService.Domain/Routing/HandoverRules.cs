namespace ChatService.Domain.Routing;

/// <summary>
/// Whether a person may hand a conversation over to an agent. The agent has it at once, so the agent must be there. An agent who is away
/// or has no free slot may be given it: a person has decided, where routing never would.
/// </summary>
public static class HandoverRules
{
    /// <summary>The filter that stands against it, or null: no lease, offline, or not responding.</summary>
    public static RoutingFilter? Check(bool connected, AgentStatus status, bool notResponding) =>
        !connected ? RoutingFilter.NoLease
        : status == AgentStatus.Offline ? RoutingFilter.NotAvailable
        : notResponding ? RoutingFilter.NotResponding
        : null;
}
