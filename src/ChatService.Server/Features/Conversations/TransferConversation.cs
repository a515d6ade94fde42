using ChatService.Contracts;
using ChatService.Domain.Content;
using ChatService.Domain.Conversations;
using ChatService.Domain.Routing;
using ChatService.Server.Features.Agents;
using ChatService.Server.Features.Presence;
using ChatService.Server.Platform.Errors;

namespace ChatService.Server.Features.Conversations;

/// <summary>
/// To another agent, who has it at once, or to a team's queue with its original age. A person may hand over to an agent without a free
/// slot: only routing never exceeds a capacity (decisions/0015).
/// </summary>
public sealed class TransferConversation(ConversationLanes lanes, AgentDirectory agents)
{
    /// <summary>
    /// By the assignee or a supervisor. To where it is already nothing happens: it is the answer that was lost. agent_unavailable when the
    /// agent is disconnected, offline or not responding.
    /// </summary>
    public async Task<Outcome<StateAnswer>> HandleAsync(AgentCaller agent, TransferRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(agent);
        ArgumentNullException.ThrowIfNull(request);
        if (request.AgentId is null == request.TeamId is null)
        {
            return Refusal.Invalid("Name an agent or a team, one of the two.");
        }

        var target = request.AgentId is { } id ? agents.FindEnabled(id) : null;
        var team = request.TeamId is { } teamId ? agents.Teams.FirstOrDefault(t => t.Id == teamId) : null;
        if (target is null && team is null)
        {
            return Refusal.NotFound(request.AgentId is null ? "team" : "agent");
        }

        if (PendingEnds.CheckSeconds(request.UndoSeconds) is { } bad)
        {
            return bad;
        }

        var note = string.IsNullOrWhiteSpace(request.Note) ? null : MessageText.Check(request.Note).Clean;
        return await lanes.ForAgentAsync(
            agent,
            request.ConversationId,
            (unit, token) => request.UndoSeconds is > 0 and var seconds && !IsDone(unit, request.ClientMessageId, target, team)
                ? LaterAsync(unit, agent, target, team, note, request.ClientMessageId, seconds, token)
                : TransferAsync(unit, agent, target, team, note, request.ClientMessageId, token),
            cancellationToken,
            request.ClientMessageId);
    }

    /// <summary>The transfer that was asked for earlier, in the transaction of its timer.</summary>
    internal async ValueTask<Outcome<StateAnswer>> CarryAsync(ConversationUnit unit, AgentCaller agent, PendingEnd end, CancellationToken cancellationToken)
    {
        var target = end.ToAgentId is { } id ? agents.FindEnabled(id) : null;
        var team = end.ToTeamId is { } teamId ? agents.Teams.FirstOrDefault(t => t.Id == teamId) : null;
        return target is null && team is null
            ? Refusal.NotFound(end.ToAgentId is null ? "team" : "agent")
            : await TransferAsync(unit, agent, target, team, end.Note, end.ClientMessageId, cancellationToken);
    }

    private static bool IsDone(ConversationUnit unit, Guid? clientMessageId, Agent? target, Team? team) =>
        unit.HasHappened(clientMessageId) || IsThere(unit.Conversation, target, team);

    private static async ValueTask<Outcome<StateAnswer>> LaterAsync(
        ConversationUnit unit,
        AgentCaller agent,
        Agent? target,
        Team? team,
        string? note,
        Guid? clientMessageId,
        int seconds,
        CancellationToken cancellationToken)
    {
        if (await RefusalAsync(unit, agent, target, cancellationToken) is { } refusal)
        {
            return refusal;
        }

        var end = new PendingEnd
        {
            Kind = PendingEnd.Transfer,
            AgentId = agent.Id,
            AgentName = agent.Agent.Name,
            At = unit.Now.AddSeconds(seconds),
            ToAgentId = target?.Id,
            ToTeamId = team?.Id,
            ToName = target?.Name ?? team!.Name,
            Note = note,
            ClientMessageId = clientMessageId,
        };
        return new StateAnswer(ConversationViews.State(unit.Conversation.State), unit.RequestEnd(agent.Actor, end));
    }

    private async ValueTask<Outcome<StateAnswer>> TransferAsync(
        ConversationUnit unit, AgentCaller agent, Agent? target, Team? team, string? note, Guid? clientMessageId, CancellationToken cancellationToken)
    {
        var conversation = unit.Conversation;
        if (IsDone(unit, clientMessageId, target, team))
        {
            return new StateAnswer(ConversationViews.State(conversation.State));
        }

        if (await RefusalAsync(unit, agent, target, cancellationToken) is { } refusal)
        {
            return refusal;
        }

        if (note is not null)
        {
            unit.Append(MessageDraft.Note(agent.Actor, Guid.CreateVersion7(), note));
        }

        unit.Raise(new ConversationTransferred(agent.Actor, conversation.AssigneeId, target?.Id, team?.Id));
        TellEverybody(unit, agent, target, team, clientMessageId);
        if (target is not null)
        {
            var handover = target.Id == agent.Id ? null : new Handover(agent.Id, agent.Agent.Name, note, unit.Now);
            unit.HandOver(target.Id, handover, agent.Actor);
        }
        else
        {
            ToQueue(unit, team!, agent, note);
        }

        return new StateAnswer(ConversationViews.State(conversation.State));
    }

    // The customer knows the agent who served them, not a supervisor who moved the conversation.
    private void TellEverybody(ConversationUnit unit, AgentCaller agent, Agent? target, Team? team, Guid? clientMessageId)
    {
        var from = unit.Conversation.AssigneeId is { } id ? agents.Find(id) ?? agent.Agent : agent.Agent;
        var to = target?.Name ?? team!.Name;
        var data = new Dictionary<string, string> { ["to"] = to, ["from"] = from.Name, ["fromId"] = from.Id.ToString() };
        if (target is not null)
        {
            data["toId"] = target.Id.ToString();
        }

        unit.AppendEvent("transferred", $"{from.Name} handed the conversation over to {to}.", agent.Actor, data: data, clientMessageId: clientMessageId);
    }

    private static void ToQueue(ConversationUnit unit, Team team, AgentCaller agent, string? note)
    {
        var conversation = unit.Conversation;
        conversation.PreferredAgentId = null;
        conversation.TeamId = team.Id;
        // The agent who passes it on must not be the one it comes back to first.
        conversation.ExcludedAgentIds = conversation.AssigneeId is { } from ? [from] : [];
        conversation.LastAgentId = null;
        unit.ReturnToQueue("transferred", agent.Actor);
        // The agent who is offered it reads who passed it on, and why.
        conversation.Handover = new Handover(agent.Id, agent.Agent.Name, note, unit.Now);
    }

    private static async ValueTask<Refusal?> RefusalAsync(ConversationUnit unit, AgentCaller agent, Agent? target, CancellationToken cancellationToken) =>
        MayTransfer(unit.Conversation, agent, toAgent: target is not null)
        ?? (target is null ? null : await UnavailableAsync(unit, target.Id, cancellationToken));

    private static Refusal? MayTransfer(Conversation conversation, AgentCaller agent, bool toAgent)
    {
        if (conversation.AssigneeId != agent.Id && !agent.IsSupervisor)
        {
            return new Refusal(ErrorCode.NotAssigned, "This conversation belongs to another agent.");
        }

        var served = conversation.State is ConversationState.Active or ConversationState.WaitingCustomer or ConversationState.Queued;
        return served || (toAgent && conversation.State == ConversationState.Offered)
            ? null
            : new Refusal(ErrorCode.Conflict, "Only a conversation that is being served or waits can be transferred.");
    }

    // Read in the transaction that hands it over.
    private static async Task<Refusal?> UnavailableAsync(ConversationUnit unit, Guid agentId, CancellationToken cancellationToken)
    {
        var db = unit.Batch.Scope.Db;
        var connected = await db.Set<AgentLease>().FindAsync([agentId], cancellationToken) is { Connected: true };
        var status = await db.Set<AgentStatusRow>().FindAsync([agentId], cancellationToken);
        return HandoverRules.Check(connected, status?.Status ?? AgentStatus.Offline, status?.NotResponding ?? false) is null
            ? null
            : new Refusal(ErrorCode.AgentUnavailable, "This agent is not there to take the conversation.");
    }

    private static bool IsThere(Conversation conversation, Agent? target, Team? team)
    {
        var served = conversation.State is ConversationState.Active or ConversationState.WaitingCustomer;
        return target is not null
            ? served && conversation.AssigneeId == target.Id
            : conversation.IsWaiting && conversation.PreferredAgentId is null && conversation.TeamId == team!.Id;
    }
}
