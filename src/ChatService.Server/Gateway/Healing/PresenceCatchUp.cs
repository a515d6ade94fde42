using ChatService.Contracts;
using ChatService.Realtime;
using ChatService.Server.Features.Presence;

namespace ChatService.Server.Gateway.Healing;

/// <summary>Tells the agents of this node what other agents do when no push has said so: another node committed it, and Redis is away. One caller at a time.</summary>
public sealed class PresenceCatchUp(IPresenceView presence, ILocalAudience<AgentHub> agents)
{
    private Dictionary<Guid, AgentPresence>? told;

    /// <summary>Everything that is different from the last look. Who was told already is told the same once more.</summary>
    public void Tell()
    {
        var now = presence.All().ToDictionary(agent => agent.AgentId);
        if (told is { } before)
        {
            foreach (var (id, agent) in now)
            {
                if (!before.TryGetValue(id, out var known) || known != agent)
                {
                    agents.SendAll(nameof(IAgentClient.AgentChanged), agent);
                }
            }
        }

        told = now;
    }
}
