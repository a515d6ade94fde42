using ChatService.Contracts;
using ChatService.Server.Features.Agents;
using ChatService.Server.Features.Audit;
using ChatService.Server.Features.Presence;
using ChatService.Server.Platform.Errors;
using ChatService.Server.Platform.Storage;

namespace ChatService.Server.Features.Supervision;

/// <summary>Told after a commit: a supervisor set the agent's status.</summary>
public sealed record AgentStatusSet(Guid AgentId, string Status, NamedRef By, DateTimeOffset At);

/// <summary>
/// A supervisor sets another agent's status; <c>available</c> lifts a suspension. Both are recorded in the transaction of the change, and the agent is told who did it.
/// </summary>
public sealed class SetAgentStatus(SetStatus status, AgentDirectory agents)
{
    /// <summary>not_found when there is no such agent.</summary>
    public async Task<Outcome<SetStatusAnswer>> HandleAsync(Agent supervisor, Guid agentId, SetStatusRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(supervisor);
        ArgumentNullException.ThrowIfNull(request);
        if (agents.FindEnabled(agentId) is not { } agent)
        {
            return Refusal.NotFound("agent");
        }

        return await status.HandleAsync(agent, request, cancellationToken, (scope, before, after) => Record(scope, supervisor, agent, before, after));
    }

    private static void Record(WriteScope scope, Agent supervisor, Agent agent, StatusFacts before, StatusFacts after)
    {
        AuditTrail.Record(scope, supervisor.Id, supervisor.Name, "set_status", "agent", agent.Id, agent.Name, before, after);
        if (supervisor.Id != agent.Id)
        {
            scope.Tell(new AgentStatusSet(agent.Id, after.Status, new NamedRef(supervisor.Id, supervisor.Name), scope.Now));
        }
    }
}
