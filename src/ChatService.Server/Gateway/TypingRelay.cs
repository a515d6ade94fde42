using ChatService.Contracts;
using ChatService.Domain.Content;
using ChatService.Realtime;
using ChatService.Server.Features.Conversations;
using ChatService.Server.Features.Routing;
using ChatService.Server.Gateway.Audience;
using ChatService.Server.Platform.Errors;
using ChatService.Server.Platform.Identity;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Options;

namespace ChatService.Server.Gateway;

/// <summary>Typing goes straight through: nothing is stored, and what comes too often is dropped without a word.</summary>
public sealed class TypingRelay(
    TypingPartiesQuery parties,
    TypingHold hold,
    IHubContext<VisitorHub, IVisitorClient> visitors,
    IHubContext<AgentHub, IAgentClient> agents,
    AudienceRights rights,
    IOptions<LimitOptions> limits,
    TimeProvider time)
{
    private const int MaxPreview = 500;

    // By sender and not by conversation: whoever makes up conversations gets no more of them looked up.
    private readonly KeyedLimiter pace = new(time, limits.Value.TypingPerSecond, TimeSpan.FromSeconds(1));

    /// <summary>To the assignee and whoever watches, with what is being typed.</summary>
    public async Task<Outcome<Empty>> FromVisitorAsync(VisitorCaller visitor, TypingRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(visitor);
        ArgumentNullException.ThrowIfNull(request);
        if (pace.TryTake(visitor.ContactId.ToString("N"), out _))
        {
            var conversation = await parties.ForVisitorAsync(visitor, request.ConversationId, cancellationToken);
            if (conversation is null)
            {
                return Refusal.NotFound("conversation");
            }

            var change = new TypingChanged(request.ConversationId, new Sender("visitor", visitor.ContactId, null), request.Preview != string.Empty, Preview(request.Preview));
            await rights.SettledAsync().WaitAsync(cancellationToken);
            await agents.Clients.Groups(AgentGroups(request.ConversationId, conversation.AssigneeId)).TypingChanged(change);
        }

        return Empty.Value;
    }

    /// <summary>To the visitor, without what is being typed.</summary>
    public async Task<Outcome<Empty>> FromAgentAsync(AgentCaller agent, TypingRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(agent);
        ArgumentNullException.ThrowIfNull(request);
        if (pace.TryTake(agent.Id.ToString("N"), out _))
        {
            var conversation = await parties.ForAgentAsync(agent, request.ConversationId, cancellationToken);
            if (conversation is null)
            {
                return Refusal.NotFound("conversation");
            }

            // A supervisor who only watches leaves no trace.
            if (conversation.AssigneeId == agent.Id)
            {
                var change = new TypingChanged(request.ConversationId, new Sender("agent", agent.Id, agent.Agent.Name), true, null);
                await visitors.Clients.Group(Audiences.Visitor(conversation.InboxId, conversation.ContactId)).TypingChanged(change);
                await hold.TypedAsync(agent.Id, cancellationToken);
            }
        }

        return Empty.Value;
    }

    private static List<string> AgentGroups(Guid conversationId, Guid? assigneeId) =>
        assigneeId is { } id ? [Audiences.Agent(id), Audiences.Watchers(conversationId)] : [Audiences.Watchers(conversationId)];

    private static string? Preview(string? text)
    {
        var clean = string.IsNullOrWhiteSpace(text) ? null : MessageText.Check(text).Clean;
        return clean is null ? null : MessageText.Beginning(clean, MaxPreview);
    }
}
