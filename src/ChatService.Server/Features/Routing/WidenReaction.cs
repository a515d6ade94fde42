using ChatService.Domain.Routing;
using ChatService.Server.Features.Conversations;
using ChatService.Server.Features.Inboxes;

namespace ChatService.Server.Features.Routing;

/// <summary>Begins the next ring of a waiting conversation now. The ladder after it moves forward with it.</summary>
public sealed class WidenReaction(InboxDirectory inboxes) : IConversationReaction
{
    // The SLA's "widen at 15 s" and the ring at 15 s are one wish: a ring that has just begun has fulfilled it.
    private static readonly TimeSpan JustBegun = TimeSpan.FromSeconds(2);

    public ValueTask ReactAsync(ConversationUnit unit, ConversationEvent happened, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(unit);
        if (happened is RoutingWidenRequested && unit.Conversation is { IsWaiting: true, QueuedAt: not null })
        {
            Widen(unit.Conversation, unit.Now);
        }

        return ValueTask.CompletedTask;
    }

    private void Widen(Conversation conversation, DateTimeOffset now)
    {
        var settings = RoutingOptionsMap.Map(inboxes.Find(conversation.InboxId)?.Routing ?? new RoutingOptions(), []);
        var started = conversation.RingStartedAt ?? conversation.QueuedAt!.Value;
        var waiting = new QueuedConversation { Id = conversation.Id, InboxId = conversation.InboxId, EnqueuedAt = started };
        var ring = RingClock.RingAt(waiting, settings, now);
        var begun = started.AddSeconds(settings.Rings[ring].AfterSeconds);
        if (ring + 1 < settings.Rings.Count && (ring == 0 || now - begun >= JustBegun))
        {
            conversation.RingStartedAt = now.AddSeconds(-settings.Rings[ring + 1].AfterSeconds);
        }
    }
}
