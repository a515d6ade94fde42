using ChatService.Contracts;
using ChatService.Domain;
using ChatService.Server.Platform.Errors;

namespace ChatService.Server.Features.Conversations;

/// <summary>Changes how urgent a conversation is; clocks are re-targeted from their original start by the Sla room.</summary>
public sealed class SetPriority(ConversationLanes lanes)
{
    public async Task<Outcome<PriorityAnswer>> HandleAsync(AgentCaller agent, SetPriorityRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(agent);
        ArgumentNullException.ThrowIfNull(request);
        if (request.Priority is not { Length: 2 } name || !Enum.TryParse<Priority>(name, out var priority) || !Enum.IsDefined(priority))
        {
            return Refusal.Invalid("priority is one of P0, P1, P2, P3.");
        }

        return await lanes.ForAgentAsync<PriorityAnswer>(
            agent,
            request.ConversationId,
            unit =>
            {
                unit.ChangePriority(priority, agent.Actor);
                return new PriorityAnswer(unit.Conversation.Priority.ToString());
            },
            cancellationToken);
    }
}

/// <summary>The one place where a priority changes.</summary>
public static class PriorityMoves
{
    /// <summary>Sets it and says so to agents; nothing happens when it is the same.</summary>
    public static void ChangePriority(this ConversationUnit unit, Priority to, Actor actor)
    {
        ArgumentNullException.ThrowIfNull(unit);
        ArgumentNullException.ThrowIfNull(actor);
        var from = unit.Conversation.Priority;
        if (from == to)
        {
            return;
        }

        unit.Conversation.Priority = to;
        unit.Raise(new PriorityChanged(actor, from, to));
        unit.AppendEvent("priority_changed", $"Priority {from} became {to}.", actor, isPublic: false, data: new() { ["from"] = from.ToString(), ["to"] = to.ToString() });
    }
}
