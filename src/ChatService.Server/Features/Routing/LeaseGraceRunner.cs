using ChatService.Domain.Conversations;
using ChatService.Server.Features.Agents;
using ChatService.Server.Features.Conversations;
using ChatService.Server.Features.Presence;
using ChatService.Server.Platform.Timers;
using Microsoft.EntityFrameworkCore;

namespace ChatService.Server.Features.Routing;

/// <summary>
/// The grace period of a disconnected agent is over: in one transaction, that which marks the timer fired, everything it served goes back
/// to the queue at its ORIGINAL age, its wrap-ups end, and its open offers are withdrawn.
/// </summary>
public sealed class LeaseGraceRunner(ConversationLanes lanes, AgentDirectory agents) : ITimerRunner
{
    public bool Runs(string kind, Guid? conversationId) => kind == AgentLeases.GraceTimer && conversationId is null;

    public Task FireAsync(TimerArmed timer, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(timer);
        return lanes.RunManyAsync<object?>(
            async (batch, token) =>
            {
                var row = await batch.Scope.Db.Set<DurableTimer>().SingleOrDefaultAsync(t => t.Id == timer.Id, token);
                if (row is { SubjectId: { } agentId } && row.DueAt <= batch.Scope.Now && row.End(TimerState.Fired, batch.Scope.Now))
                {
                    await LostAsync(batch, agentId, token);
                }

                return null;
            },
            cancellationToken);
    }

    private async Task LostAsync(ConversationBatch batch, Guid agentId, CancellationToken cancellationToken)
    {
        var db = batch.Scope.Db;
        if (await db.Set<AgentLease>().FindAsync([agentId], cancellationToken) is { Connected: true })
        {
            return;
        }

        await StatusReaction.WithdrawAllAsync(batch, agentId, cancellationToken);
        var held = await db.Set<Conversation>()
            .Where(c => c.AssigneeId == agentId
                && (c.State == ConversationState.Active || c.State == ConversationState.WaitingCustomer || c.State == ConversationState.WrapUp))
            .OrderBy(c => c.QueuedAt).Select(c => c.Id).ToListAsync(cancellationToken);
        await batch.LoadAsync(held, cancellationToken);
        // Read again under its lock: a colleague may have taken it over meanwhile.
        foreach (var unit in held.Select(batch.Find).OfType<ConversationUnit>().Where(u => u.Conversation.AssigneeId == agentId && u.Conversation.IsOpen))
        {
            Release(unit, agentId);
        }

        batch.Scope.Tell(new AgentPresenceChanged(agentId));
    }

    private void Release(ConversationUnit unit, Guid agentId)
    {
        var name = agents.Find(agentId)?.Name ?? "The agent";
        AgentRelease.Release(unit, agentId, name, $"{name} was disconnected. We are finding somebody else.", "agent_lost");
    }
}
