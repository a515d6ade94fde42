using ChatService.Contracts;
using ChatService.Domain.Content;
using ChatService.Domain.Conversations;
using ChatService.Server.Features.Agents;
using ChatService.Server.Platform.Errors;

namespace ChatService.Server.Features.Conversations;

/// <summary>To another agent, who is asked first, or to a team's queue; with its original age either way.</summary>
public sealed class TransferConversation(ConversationLanes lanes, AgentDirectory agents)
{
    /// <summary>By the assignee or a supervisor. To where it is already nothing happens: it is the answer that was lost.</summary>
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
            unit => request.UndoSeconds is > 0 and var seconds && !IsDone(unit, request.ClientMessageId, target, team)
                ? Later(unit, agent, target, team, note, request.ClientMessageId, seconds)
                : Transfer(unit, agent, target, team, note, request.ClientMessageId),
            cancellationToken,
            request.ClientMessageId);
    }

    /// <summary>The transfer that was asked for earlier, in the transaction of its timer.</summary>
    internal Outcome<StateAnswer> Carry(ConversationUnit unit, AgentCaller agent, PendingEnd end)
    {
        var target = end.ToAgentId is { } id ? agents.FindEnabled(id) : null;
        var team = end.ToTeamId is { } teamId ? agents.Teams.FirstOrDefault(t => t.Id == teamId) : null;
        return target is null && team is null
            ? Refusal.NotFound(end.ToAgentId is null ? "team" : "agent")
            : Transfer(unit, agent, target, team, end.Note, end.ClientMessageId);
    }

    private static bool IsDone(ConversationUnit unit, Guid? clientMessageId, Agent? target, Team? team) =>
        unit.HasHappened(clientMessageId) || IsThere(unit.Conversation, target, team);

    private static Outcome<StateAnswer> Later(
        ConversationUnit unit, AgentCaller agent, Agent? target, Team? team, string? note, Guid? clientMessageId, int seconds)
    {
        if (MayTransfer(unit.Conversation, agent) is { } refusal)
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

    private static Refusal? MayTransfer(Conversation conversation, AgentCaller agent)
    {
        if (conversation.AssigneeId != agent.Id && !agent.IsSupervisor)
        {
            return new Refusal(ErrorCode.NotAssigned, "This conversation belongs to another agent.");
        }

        return conversation.State is ConversationState.Active or ConversationState.WaitingCustomer or ConversationState.Queued
            ? null
            : new Refusal(ErrorCode.Conflict, "Only a conversation that is being served or waits can be transferred.");
    }

    private static Outcome<StateAnswer> Transfer(ConversationUnit unit, AgentCaller agent, Agent? target, Team? team, string? note, Guid? clientMessageId)
    {
        var conversation = unit.Conversation;
        if (IsDone(unit, clientMessageId, target, team))
        {
            return new StateAnswer(ConversationViews.State(conversation.State));
        }

        if (MayTransfer(conversation, agent) is { } refusal)
        {
            return refusal;
        }

        if (note is not null)
        {
            unit.Append(MessageDraft.Note(agent.Actor, Guid.CreateVersion7(), note));
        }

        unit.Raise(new ConversationTransferred(agent.Actor, conversation.AssigneeId, target?.Id, team?.Id));
        unit.AppendEvent(
            "transferred", $"The conversation was handed over to {target?.Name ?? team!.Name}.", agent.Actor, data: new() { ["to"] = target?.Name ?? team!.Name },
            clientMessageId: clientMessageId);
        conversation.PreferredAgentId = target?.Id;
        conversation.TeamId = team?.Id ?? conversation.TeamId;
        // Whoever passes it on must not be the one it comes back to first.
        conversation.ExcludedAgentIds = conversation.AssigneeId is { } from && from != target?.Id ? [from] : [];
        conversation.LastAgentId = null;
        unit.ReturnToQueue("transferred", agent.Actor);
        return new StateAnswer(ConversationViews.State(conversation.State));
    }

    private static bool IsThere(Conversation conversation, Agent? target, Team? team)
    {
        var served = conversation.State is ConversationState.Active or ConversationState.WaitingCustomer;
        return target is not null
            ? (served && conversation.AssigneeId == target.Id) || (conversation.IsWaiting && conversation.PreferredAgentId == target.Id)
            : conversation.IsWaiting && conversation.PreferredAgentId is null && conversation.TeamId == team!.Id;
    }
}
