using ChatService.Domain.Conversations;
using ChatService.Server.Features.Presence;
using ChatService.Server.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace ChatService.Server.Features.Conversations;

/// <summary>A customer who left or came back: each open conversation says so, to its log, to reactions and to whoever shows it.</summary>
public sealed class TellVisitorPresence(IEnumerable<IConversationReaction> reactions) : IVisitorPresenceReaction
{
    public async Task ChangedAsync(WriteScope scope, IReadOnlyList<VisitorPresenceChange> changes, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(scope);
        ArgumentNullException.ThrowIfNull(changes);
        var contactIds = changes.Select(change => change.ContactId).ToList();
        var open = await scope.Db.Set<Conversation>().AsNoTracking()
            .Where(c => contactIds.Contains(c.ContactId) && c.State != ConversationState.Closed)
            .Select(c => new { c.Id, c.ContactId }).ToListAsync(cancellationToken);
        if (open.Count == 0)
        {
            return;
        }

        var batch = new ConversationBatch(scope, [.. reactions]);
        await batch.LoadAsync(open.Select(c => c.Id), cancellationToken);
        var byContact = changes.ToDictionary(change => change.ContactId);
        foreach (var unit in open.Select(c => batch.Find(c.Id)).OfType<ConversationUnit>().Where(unit => unit.Conversation.IsOpen))
        {
            var (actor, leftAt) = (Actor.Visitor(unit.Conversation.ContactId), byContact[unit.Conversation.ContactId].LeftAt);
            unit.Raise(leftAt is { } at ? new VisitorLeft(actor, at) : new VisitorReturned(actor));
        }

        await batch.SettleAsync(cancellationToken);
    }
}
