using ChatService.Contracts;
using ChatService.Domain.Content;
using ChatService.Realtime;
using ChatService.Server.Features.Conversations;
using ChatService.Server.Platform.Errors;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Caching.Memory;

namespace ChatService.Server.Gateway;

/// <summary>Typing goes straight through: nothing is stored, and what comes too often is dropped without a word.</summary>
public sealed class TypingRelay(
    TypingPartiesQuery parties,
    IHubContext<VisitorHub, IVisitorClient> visitors,
    IHubContext<AgentHub, IAgentClient> agents,
    TimeProvider time) : IDisposable
{
    private const int MaxPreview = 500;

    // One a second and sender is what a reader can follow; the cache of who may is kept as short.
    private static readonly TimeSpan Spacing = TimeSpan.FromSeconds(1);
    private readonly MemoryCache last = new(new MemoryCacheOptions { SizeLimit = 50_000 });

    /// <summary>To the assignee and whoever watches, with what is being typed.</summary>
    public async Task<Outcome<Empty>> FromVisitorAsync(VisitorCaller visitor, TypingRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(visitor);
        ArgumentNullException.ThrowIfNull(request);
        if (!TooSoon(visitor.ContactId, request.ConversationId))
        {
            var conversation = await parties.ForVisitorAsync(visitor, request.ConversationId, cancellationToken);
            if (conversation is null)
            {
                return Refusal.NotFound("conversation");
            }

            var change = new TypingChanged(request.ConversationId, new Sender("visitor", visitor.ContactId, null), request.Preview != string.Empty, Preview(request.Preview));
            await agents.Clients.Groups(AgentGroups(request.ConversationId, conversation.AssigneeId)).TypingChanged(change);
        }

        return Empty.Value;
    }

    /// <summary>To the visitor, without what is being typed.</summary>
    public async Task<Outcome<Empty>> FromAgentAsync(AgentCaller agent, TypingRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(agent);
        ArgumentNullException.ThrowIfNull(request);
        if (!TooSoon(agent.Id, request.ConversationId))
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
            }
        }

        return Empty.Value;
    }

    public void Dispose() => last.Dispose();

    private static List<string> AgentGroups(Guid conversationId, Guid? assigneeId) =>
        assigneeId is { } id ? [Audiences.Agent(id), Audiences.Watchers(conversationId)] : [Audiences.Watchers(conversationId)];

    private static string? Preview(string? text)
    {
        var clean = string.IsNullOrWhiteSpace(text) ? null : MessageText.Check(text).Clean;
        return clean is null ? null : MessageText.Beginning(clean, MaxPreview);
    }

    private bool TooSoon(Guid senderId, Guid conversationId)
    {
        var now = time.GetUtcNow();
        var key = (senderId, conversationId);
        if (last.TryGetValue(key, out var value) && value is DateTimeOffset before && now - before < Spacing)
        {
            return true;
        }

        using var entry = last.CreateEntry(key);
        entry.Value = now;
        entry.Size = 1;
        entry.AbsoluteExpirationRelativeToNow = TimeSpan.FromSeconds(5);
        return false;
    }
}
