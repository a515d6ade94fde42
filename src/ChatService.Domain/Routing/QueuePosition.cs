using ChatService.Domain.Routing.Planning;

namespace ChatService.Domain.Routing;

/// <summary>The place shown to a waiting customer: from 1, within the queue of the inbox and team, in the order in which routing serves.</summary>
public static class QueuePosition
{
    /// <summary>Places of all waiting conversations.</summary>
    public static IReadOnlyDictionary<Guid, int> All(IReadOnlyList<QueuedConversation> waiting, InboxRoutingSettings settings)
    {
        var positions = new Dictionary<Guid, int>(waiting.Count);
        var lengths = new Dictionary<(Guid, Guid?), int>();
        foreach (var conversation in QueueOrder.Sort(waiting, settings))
        {
            var queue = (conversation.InboxId, conversation.TeamId);
            positions[conversation.Id] = lengths[queue] = lengths.GetValueOrDefault(queue) + 1;
        }

        return positions;
    }

    /// <summary>The place of one conversation, or null when it does not wait.</summary>
    public static int? Of(Guid conversationId, IReadOnlyList<QueuedConversation> waiting, InboxRoutingSettings settings) =>
        All(waiting, settings).TryGetValue(conversationId, out var position) ? position : null;
}
