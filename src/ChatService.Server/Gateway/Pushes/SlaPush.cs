using ChatService.Contracts;
using ChatService.Realtime;
using ChatService.Server.Features.Sla;
using ChatService.Server.Platform;
using Microsoft.AspNetCore.SignalR;
using Breached = ChatService.Server.Features.Sla.SlaBreached;

namespace ChatService.Server.Gateway.Pushes;

/// <summary>Steps before a breach and the breach itself, to the assignee and the supervisors.</summary>
public sealed class SlaPush(IHubContext<AgentHub, IAgentClient> hub) : IEventPush
{
    public Task PushAsync(object happened, CancellationToken cancellationToken) => happened switch
    {
        SlaStepDue step => Audience(step.AssigneeId).SlaWarning(
            new SlaWarning(step.ConversationId, WireWord.Of(step.Metric), step.Step, WireWord.Of(step.Action), step.DueAt, step.AssigneeId)),
        Breached breach => Audience(breach.AssigneeId).SlaBreached(
            new Contracts.SlaBreached(breach.ConversationId, WireWord.Of(breach.Metric), breach.DueAt, breach.AssigneeId, breach.Cause is { } cause ? WireWord.Of(cause) : null)),
        _ => Task.CompletedTask,
    };

    private IAgentClient Audience(Guid? assigneeId) => assigneeId is { } id
        ? hub.Clients.Groups(Audiences.Supervisors, Audiences.Agent(id))
        : hub.Clients.Group(Audiences.Supervisors);
}
