using ChatService.Server.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace ChatService.Server.Features.Conversations;

/// <summary>Who hears that somebody types.</summary>
public sealed record TypingParties(Guid InboxId, Guid ContactId, Guid? AssigneeId);

/// <summary>Looks up the parties of a conversation for its own visitor, or for an agent who may see it.</summary>
public sealed class TypingPartiesQuery(IDbContextFactory<ChatDb> contexts)
{
    /// <summary>Null when it is not the visitor's.</summary>
    public Task<TypingParties?> ForVisitorAsync(VisitorCaller visitor, Guid conversationId, CancellationToken cancellationToken) =>
        FindAsync(conversations => conversations.Where(c => c.Id == conversationId && c.ContactId == visitor.ContactId && c.InboxId == visitor.InboxId), cancellationToken);

    /// <summary>Null when the agent may not see it.</summary>
    public Task<TypingParties?> ForAgentAsync(AgentCaller agent, Guid conversationId, CancellationToken cancellationToken) =>
        FindAsync(conversations => conversations.VisibleTo(agent.Agent).Where(c => c.Id == conversationId), cancellationToken);

    private async Task<TypingParties?> FindAsync(Func<IQueryable<Conversation>, IQueryable<Conversation>> which, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await which(db.Set<Conversation>().AsNoTracking())
            .Select(c => new TypingParties(c.InboxId, c.ContactId, c.AssigneeId)).FirstOrDefaultAsync(cancellationToken);
    }
}
