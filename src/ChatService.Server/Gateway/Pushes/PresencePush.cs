using ChatService.Contracts;
using ChatService.Server.Features.Agents;
using ChatService.Server.Features.Presence;
using Microsoft.AspNetCore.SignalR;

namespace ChatService.Server.Gateway.Pushes;

/// <summary>What agents do right now, to all agents; several changes of one agent in a burst are one push.</summary>
public sealed class PresencePush(PresenceView presence, AgentDirectory agents, IHubContext<AgentHub, IAgentClient> hub) : IEventPush
{
    // Told events without a conversation all go through shard 0, so nobody else touches this.
    private HashSet<Guid> changed = [];

    public Task PushAsync(object happened, CancellationToken cancellationToken)
    {
        if (happened is AgentPresenceChanged presenceChanged)
        {
            changed.Add(presenceChanged.AgentId);
        }

        return Task.CompletedTask;
    }

    public async Task FlushAsync(int shard, CancellationToken cancellationToken)
    {
        if (shard != 0 || changed.Count == 0)
        {
            return;
        }

        var ids = changed;
        changed = [];
        foreach (var agent in ids.Select(agents.Find).OfType<Agent>())
        {
            await hub.Clients.All.AgentChanged(presence.Of(agent));
        }
    }
}
