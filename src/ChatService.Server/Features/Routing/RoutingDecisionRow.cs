using ChatService.Domain.Routing;

namespace ChatService.Server.Features.Routing;

/// <summary>What routing decided about a conversation, and why. Never changed.</summary>
public sealed class RoutingDecisionRow
{
    /// <summary>UUID v7: sorts by time.</summary>
    public Guid Id { get; set; }
    public Guid ConversationId { get; set; }
    public DateTimeOffset At { get; set; }
    public RoutingDecisionKind Kind { get; set; }

    /// <summary>The chosen agents, best first.</summary>
    public List<Guid> AgentIds { get; set; } = [];

    /// <summary>A <see cref="RoutingExplanation"/> as JSON. Text, because it is only ever written once and read whole.</summary>
    public string Explanation { get; set; } = "{}";
}
