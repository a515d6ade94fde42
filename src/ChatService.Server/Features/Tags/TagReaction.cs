using ChatService.Server.Features.Conversations;
using Microsoft.EntityFrameworkCore;

namespace ChatService.Server.Features.Tags;

/// <summary>Keeps conversation_tag equal to the tags of conversations, in the same transaction.</summary>
public sealed class TagReaction : IConversationReaction
{
    public async ValueTask ReactAsync(ConversationUnit unit, ConversationEvent happened, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(unit);
        if (happened is not TagsChanged)
        {
            return;
        }

        var (id, rows) = (unit.Conversation.Id, unit.Batch.Scope.Db.Set<ConversationTag>());
        await rows.Where(t => t.ConversationId == id).LoadAsync(cancellationToken);
        // By what is tracked: one transaction may change the same tags twice before anything is saved.
        var known = rows.Local.Where(t => t.ConversationId == id).ToDictionary(t => t.Name, StringComparer.Ordinal);
        var now = unit.Conversation.Tags.ToHashSet(StringComparer.Ordinal);
        rows.RemoveRange(known.Where(pair => !now.Contains(pair.Key)).Select(pair => pair.Value));
        rows.AddRange(now.Where(name => !known.ContainsKey(name)).Select(name => new ConversationTag { Name = name, ConversationId = id }));
    }
}
