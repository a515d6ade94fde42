namespace ChatService.Domain.Routing.Planning;

/// <summary>
/// The order of the queue. Score = waited seconds + boost, and time passes alike for everyone, so the order
/// never changes while people wait: it is the order of "enqueued at minus boost".
/// </summary>
internal static class QueueOrder
{
    public static double Score(QueuedConversation conversation, RoutingSettings settings, DateTimeOffset now) =>
        (now - conversation.EnqueuedAt).TotalSeconds + settings.Boosts.Of(conversation.Priority);

    /// <summary>The conversations, highest score first. Refuses an id that occurs twice, which would be served twice.</summary>
    public static QueuedConversation[] Sort(IReadOnlyList<QueuedConversation> conversations, InboxRoutingSettings settings)
    {
        var keys = new Key[conversations.Count];
        var sorted = new QueuedConversation[conversations.Count];
        var seen = new HashSet<Guid>(conversations.Count);
        for (var i = 0; i < keys.Length; i++)
        {
            var conversation = conversations[i];
            if (!seen.Add(conversation.Id))
            {
                throw new ArgumentException($"Conversation {conversation.Id} is in the snapshot twice.", nameof(conversations));
            }

            var boost = settings.For(conversation.InboxId).Boosts.Of(conversation.Priority);
            keys[i] = new Key(conversation.EnqueuedAt.UtcTicks - (boost * TimeSpan.TicksPerSecond), conversation.Priority, conversation.Id);
            sorted[i] = conversation;
        }

        Array.Sort(keys, sorted);
        return sorted;
    }

    private readonly record struct Key(long Since, Priority Priority, Guid Id) : IComparable<Key>
    {
        public int CompareTo(Key other)
        {
            var order = Since.CompareTo(other.Since);
            order = order != 0 ? order : ((int)Priority).CompareTo((int)other.Priority);
            return order != 0 ? order : Id.CompareTo(other.Id);
        }
    }
}
