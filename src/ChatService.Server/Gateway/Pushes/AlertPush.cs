using ChatService.Contracts;
using ChatService.Realtime;
using ChatService.Server.Features.Agents;
using ChatService.Server.Features.Conversations;
using ChatService.Server.Features.Supervision;
using Microsoft.AspNetCore.SignalR;

namespace ChatService.Server.Gateway.Pushes;

/// <summary>What a supervisor did to an agent's work, to that agent alone.</summary>
public sealed class AlertPush(AgentDirectory agents, IHubContext<AgentHub, IAgentClient> hub) : IEventPush
{
    public Task PushAsync(object happened, CancellationToken cancellationToken) => happened switch
    {
        AgentUnassigned { Reason: "taken_over", Actor: { Kind: "agent", Id: { } taker } } lost when taker != lost.AgentId =>
            Tell(lost.AgentId, new AgentAlert("taken_over", lost.ConversationId, Named(taker), null, lost.At)),
        AgentStatusSet set => Tell(set.AgentId, new AgentAlert("status_set", null, set.By, set.Status, set.At)),
        _ => Task.CompletedTask,
    };

    private Task Tell(Guid agentId, AgentAlert alert) => hub.Clients.Group(Audiences.Agent(agentId)).AgentAlert(alert);

    private NamedRef? Named(Guid id) => agents.Find(id) is { } agent ? new NamedRef(agent.Id, agent.Name) : null;
}
