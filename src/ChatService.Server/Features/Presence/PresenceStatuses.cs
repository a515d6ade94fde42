using ChatService.Server.Features.Agents;

namespace ChatService.Server.Features.Presence;

/// <summary>Tells the room of agents what an agent does right now.</summary>
public sealed class PresenceStatuses(PresenceView presence, AgentDirectory agents) : IAgentStatuses
{
    public AgentStatusNow Of(Guid agentId)
    {
        if (agents.Find(agentId) is not { } agent)
        {
            return new AgentStatusNow("offline", null, "disconnected");
        }

        var now = presence.Of(agent);
        return new AgentStatusNow(now.Status, now.Reason, now.Activity);
    }
}
