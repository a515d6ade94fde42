using ChatService.Server.Platform.Storage;

namespace ChatService.Server.Features.Presence;

/// <summary>The slots an agent uses: conversations served, open offers, and conversations being written up.</summary>
public readonly record struct AgentLoad(int Active, int Offered, int WrapUp)
{
    /// <summary>All slots in use.</summary>
    public int Used => Active + Offered + WrapUp;
}

/// <summary>Counts slots; the Routing room knows how.</summary>
public interface IAgentLoads
{
    /// <summary>Loads of the given agents, of all when null. Agents without any are left out.</summary>
    IReadOnlyDictionary<Guid, AgentLoad> Read(ChatDb db, IReadOnlyCollection<Guid>? agentIds);
}
