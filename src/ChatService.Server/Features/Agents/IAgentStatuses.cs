namespace ChatService.Server.Features.Agents;

/// <summary>What an agent does right now, in the words of PROTOCOL.md §3.</summary>
public sealed record AgentStatusNow(string Status, string? Reason, string Activity);

/// <summary>Answered by presence; this room does not know who is connected.</summary>
public interface IAgentStatuses
{
    /// <summary>Offline and disconnected when nothing is known.</summary>
    AgentStatusNow Of(Guid agentId);
}

/// <summary>Until presence is there: nobody is connected.</summary>
public sealed class NobodyConnected : IAgentStatuses
{
    public AgentStatusNow Of(Guid agentId) => new("offline", null, "disconnected");
}
