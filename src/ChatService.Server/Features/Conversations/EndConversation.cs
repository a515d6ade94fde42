using ChatService.Contracts;
using ChatService.Domain.Conversations;
using ChatService.Server.Features.Inboxes;
using ChatService.Server.Platform.Errors;
using ChatService.Server.Platform.Timers;

namespace ChatService.Server.Features.Conversations;

/// <summary>The service ends: by the visitor, by the agent, or wrap-up by its time.</summary>
public sealed class EndConversation(ConversationLanes lanes, InboxDirectory inboxes)
{
    /// <summary>The resolution of what the customer ended.</summary>
    public const string ByCustomer = "ended_by_customer";

    /// <summary>The resolution of what the customer left while it waited.</summary>
    public const string Abandoned = "abandoned";

    private static readonly string[] Resolutions = ["resolved", "unresolved", "spam"];

    /// <summary>The visitor ends it. Ending what is over changes nothing.</summary>
    public Task<Outcome<StateAnswer>> ByVisitorAsync(VisitorCaller visitor, ConversationRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(visitor);
        ArgumentNullException.ThrowIfNull(request);
        return lanes.ForVisitorAsync<StateAnswer>(
            visitor,
            request.ConversationId,
            unit =>
            {
                End(unit, Actor.Visitor(visitor.ContactId), ByCustomer);
                return new StateAnswer(ConversationViews.VisitorState(unit.Conversation.State));
            },
            cancellationToken);
    }

    /// <summary>The assignee closes it, or a supervisor. What is closed stays as it was closed.</summary>
    public async Task<Outcome<StateAnswer>> ByAgentAsync(AgentCaller agent, CloseRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(agent);
        ArgumentNullException.ThrowIfNull(request);
        var resolution = request.Resolution ?? "resolved";
        if (!Resolutions.Contains(resolution))
        {
            return Refusal.Invalid("resolution is one of resolved, unresolved, spam.");
        }

        if (PendingEnds.CheckSeconds(request.UndoSeconds) is { } bad)
        {
            return bad;
        }

        return await lanes.ForAgentAsync<StateAnswer>(
            agent,
            request.ConversationId,
            unit =>
            {
                if (unit.HasHappened(request.ClientMessageId))
                {
                    return new StateAnswer(ConversationViews.State(unit.Conversation.State));
                }

                if (unit.Conversation.AssigneeId != agent.Id && !agent.IsSupervisor)
                {
                    return new Refusal(ErrorCode.NotAssigned, "This conversation belongs to another agent.");
                }

                if (request.UndoSeconds is > 0 and var seconds && unit.Conversation.IsServed)
                {
                    var endsAt = unit.RequestEnd(agent.Actor, Later(unit, agent, request, resolution, seconds));
                    return new StateAnswer(ConversationViews.State(unit.Conversation.State), endsAt);
                }

                End(unit, agent.Actor, resolution, request.ClientMessageId);
                return new StateAnswer(ConversationViews.State(unit.Conversation.State));
            },
            cancellationToken,
            request.ClientMessageId);
    }

    /// <summary>The close that was asked for earlier, in the transaction of its timer.</summary>
    internal Outcome<StateAnswer> Carry(ConversationUnit unit, AgentCaller agent, PendingEnd end)
    {
        if (unit.Conversation.AssigneeId != agent.Id && !agent.IsSupervisor)
        {
            return new Refusal(ErrorCode.NotAssigned, "This conversation belongs to another agent.");
        }

        End(unit, agent.Actor, end.Resolution!, end.ClientMessageId);
        return new StateAnswer(ConversationViews.State(unit.Conversation.State));
    }

    private static PendingEnd Later(ConversationUnit unit, AgentCaller agent, CloseRequest request, string resolution, int seconds) => new()
    {
        Kind = PendingEnd.Close,
        AgentId = agent.Id,
        AgentName = agent.Agent.Name,
        At = unit.Now.AddSeconds(seconds),
        Resolution = resolution,
        ClientMessageId = request.ClientMessageId,
    };

    /// <summary>The agent has finished writing up.</summary>
    public Task<Outcome<StateAnswer>> FinishWrapUpAsync(AgentCaller agent, ConversationRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(agent);
        ArgumentNullException.ThrowIfNull(request);
        return lanes.ForAgentAsync<StateAnswer>(
            agent,
            request.ConversationId,
            unit =>
            {
                if (unit.Conversation.AssigneeId != agent.Id && !agent.IsSupervisor)
                {
                    return new Refusal(ErrorCode.NotAssigned, "This conversation belongs to another agent.");
                }

                if (unit.Conversation.State == ConversationState.WrapUp)
                {
                    unit.EndWrapUp(agent.Actor);
                }

                return new StateAnswer(ConversationViews.State(unit.Conversation.State));
            },
            cancellationToken);
    }

    private void End(ConversationUnit unit, Actor actor, string resolution, Guid? clientMessageId = null)
    {
        if (unit.Conversation.State is not (ConversationState.Closed or ConversationState.WrapUp))
        {
            unit.End(actor, resolution, inboxes.Find(unit.Conversation.InboxId)?.WrapUpSeconds ?? 0, clientMessageId);
        }
    }
}

/// <summary>Wrap-up ends by its time.</summary>
public sealed class WrapUpTimer : IConversationTimerHandler
{
    public IReadOnlyCollection<string> Kinds { get; } = [Assignment.WrapUpTimer];

    public ValueTask FireAsync(ConversationUnit unit, DurableTimer timer, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(unit);
        if (unit.Conversation.State == ConversationState.WrapUp)
        {
            unit.EndWrapUp(Actor.System);
        }

        return ValueTask.CompletedTask;
    }
}
