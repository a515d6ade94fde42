namespace ChatService.Server.Features.Agents;

/// <summary>What an agent does right now, in the words of PROTOCOL.md §3.</summary>
public sealed record AgentStatusNow(string Status, string? Reason, string Activity, int UsedSlots, bool NotResponding = false);

/// <summary>Answered by presence; this room does not know who is connected.</summary>
public interface IAgentStatuses
{
    /// <summary>In the order of the ids, in one look; offline and disconnected when nothing is known.</summary>
    IReadOnlyList<AgentStatusNow> Of(IReadOnlyList<Guid> agentIds);

    /// <summary>Of one agent.</summary>
    AgentStatusNow Of(Guid agentId) => Of([agentId])[0];
}

/// <summary>Until presence is there: nobody is connected.</summary>
public sealed class NobodyConnected : IAgentStatuses
{
    public IReadOnlyList<AgentStatusNow> Of(IReadOnlyList<Guid> agentIds) => [.. agentIds.Select(_ => new AgentStatusNow("offline", null, "disconnected", 0))];
}
