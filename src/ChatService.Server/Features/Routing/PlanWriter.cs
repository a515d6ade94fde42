using System.Text.Json;
using ChatService.Contracts;
using ChatService.Domain.Routing;
using ChatService.Server.Features.Agents;
using ChatService.Server.Features.Conversations;
using ChatService.Server.Platform.Storage;

namespace ChatService.Server.Features.Routing;

/// <summary>Carries out a plan inside the transaction it was made in, and keeps why.</summary>
public sealed class PlanWriter(AgentDirectory agents, UnservedMemory unserved)
{
    /// <summary>False when something could not be carried out because somebody else has changed it meanwhile, or is about to.</summary>
    internal async Task<bool> WriteAsync(
        ConversationBatch batch, RoutingInput input, IReadOnlyList<RoutingDecision> decisions, IReadOnlyList<RingAction> ringActions, CancellationToken cancellationToken)
    {
        var served = decisions.Where(d => d.AgentIds.Count > 0).ToList();
        await batch.LoadAsync(served.Select(d => d.ConversationId).Concat(ringActions.Select(a => a.ConversationId)), cancellationToken, LockWaiting.Skip);
        var free = await FreeAsync(batch.Scope, served, cancellationToken);
        var all = true;
        var waiting = input.Snapshot.Conversations.ToDictionary(c => c.Id);
        var slots = input.Snapshot.Agents.ToDictionary(a => a.Id);
        foreach (var decision in decisions)
        {
            if (decision.AgentIds.Count == 0)
            {
                if (unserved.IsNews(decision))
                {
                    Keep(batch, decision);
                }

                continue;
            }

            if (AsRead(batch, input, decision.ConversationId) is not { } unit || !decision.AgentIds.All(agent => free(slots[agent], decision)))
            {
                all = false;
                continue;
            }

            var id = Keep(batch, decision);
            foreach (var agentId in decision.AgentIds)
            {
                CarryOut(unit, decision, slots[agentId], id);
                slots[agentId] = slots[agentId] with { UsedSlots = slots[agentId].UsedSlots + decision.Slots };
            }
        }

        foreach (var action in ringActions)
        {
            if (batch.Find(action.ConversationId) is { Conversation.IsWaiting: true } unit)
            {
                Enter(unit, action);
            }
            else
            {
                all = false;
            }
        }

        unserved.Forget(waiting.ContainsKey);
        return all;
    }

    // The row as the plan saw it; null when somebody holds it or has changed it since. What this transaction itself has changed was not changed by others.
    private static ConversationUnit? AsRead(ConversationBatch batch, RoutingInput input, Guid id) =>
        batch.Find(id) is { } unit && (!batch.Scope.IsShared || unit.Conversation.Version == input.Versions[id]) ? unit : null;

    // Whether an agent still has the slots that the plan counted with, and no open offer. With several writers they are counted again, now that nobody else can give them away.
    private static async Task<Func<AgentSnapshot, RoutingDecision, bool>> FreeAsync(WriteScope scope, List<RoutingDecision> served, CancellationToken cancellationToken)
    {
        if (!scope.IsShared || served.Count == 0)
        {
            return (_, _) => true;
        }

        var chosen = served.SelectMany(d => d.AgentIds).ToHashSet();
        await Slots.LockAsync(scope, chosen, cancellationToken);
        var loads = await AgentLoads.ReadAsync(scope.Db, chosen, cancellationToken);
        var (given, asked) = (new Dictionary<Guid, int>(), loads.Where(load => load.Value.Offered > 0).Select(load => load.Key).ToHashSet());
        return (agent, decision) =>
        {
            var used = loads.GetValueOrDefault(agent.Id).Used + given.GetValueOrDefault(agent.Id);
            given[agent.Id] = given.GetValueOrDefault(agent.Id) + decision.Slots;
            return used + decision.Slots <= agent.CapacitySlots && (decision.OfferExpiresAt is null || asked.Add(agent.Id));
        };
    }

    private void CarryOut(ConversationUnit unit, RoutingDecision decision, AgentSnapshot agent, Guid decisionId)
    {
        if (decision.Kind == RoutingDecisionKind.AutoAssign)
        {
            unit.Assign(agent.Id, agents.Find(agent.Id)?.Name ?? string.Empty, "auto", Actor.System);
            return;
        }

        var why = decision.Explanation;
        var reason = new OfferReason(
            why.DecidedBy?.ToString() ?? "only", why.Ring, agent.CapacitySlots - agent.UsedSlots, agent.CapacitySlots, WaitedSeconds(unit));
        Offers.Make(unit, agent.Id, decision.OfferExpiresAt!.Value, reason, decisionId);
    }

    // Once per ring: only who moves the stored ring up acts.
    private static void Enter(ConversationUnit unit, RingAction action)
    {
        if (unit.Conversation.RingReached >= action.Ring)
        {
            return;
        }

        unit.Conversation.RingReached = action.Ring;
        if (action.AlertSupervisor)
        {
            unit.Raise(new SupervisorAlerted(Actor.System, action.Ring, WaitedSeconds(unit)));
        }
    }

    private static int WaitedSeconds(ConversationUnit unit) => (int)(unit.Now - (unit.Conversation.QueuedAt ?? unit.Now)).TotalSeconds;

    private static Guid Keep(ConversationBatch batch, RoutingDecision decision)
    {
        var row = new RoutingDecisionRow
        {
            Id = Guid.CreateVersion7(batch.Scope.Now),
            ConversationId = decision.ConversationId,
            At = batch.Scope.Now,
            Kind = decision.Kind,
            AgentIds = [.. decision.AgentIds],
            Explanation = JsonSerializer.Serialize(decision.Explanation, JsonColumn.Options),
        };
        batch.Scope.Rows.Add(row);
        return row.Id;
    }
}
